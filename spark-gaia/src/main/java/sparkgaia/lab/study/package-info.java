/**
 * Real algorithms on real networks in virtual time: a {@link sparkgaia.lab.study.Problem} is trained in one data centre
 * and over a WAN under one model after the other, and what came of it stands beside the data centre's.
 *
 * <p>This package decides what is measured and how; the problems know their data, and how a run goes is the business of
 * {@link sparkgaia.lab}. It reads no file and no wall clock.
 */
package sparkgaia.lab.study;
