/**
 * The simulator: the same regions and the same workers as in production, in virtual time. A {@link
 * sparkgaia.lab.Scenario} says what there is, a {@link sparkgaia.lab.Run} plays it, an {@link sparkgaia.lab.Outcome} says
 * what came of it.
 *
 * <p>This package decides when things happen: how long frames travel, disks sync and workers compute, and what goes
 * wrong. What happens is the core's and the trainers' decision: the lab hosts them under the same contract as a sidecar
 * does. It owns two promises. A run is a function of its scenario, to the last bit and in any JVM: no wall clock, no
 * threads, chance only from {@link sparkgaia.lab.Dice}. And it is a hard host: what a real network, disk or process may
 * do to a region, {@link sparkgaia.lab.Faults} can do too, and an {@link sparkgaia.lab.Observer} sees every step.
 */
package sparkgaia.lab;
