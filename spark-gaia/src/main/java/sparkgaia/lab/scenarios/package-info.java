/**
 * Named scenarios: what {@code gaia lab list} lists. A {@link sparkgaia.lab.scenarios.Story} is a few runs and what they
 * show, under a {@link sparkgaia.lab.scenarios.Setting} that a person may change.
 *
 * <p>This package decides what is worth showing and which figures tell it; how a run goes is the business of {@link
 * sparkgaia.lab}. A finding is computed from the figures of the run that it stands under, never a constant. It reads no
 * file and no wall clock.
 */
package sparkgaia.lab.scenarios;
