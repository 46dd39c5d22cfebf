/**
 * What an algorithm's author writes, and what drives it. A {@link sparkgaia.train.Trainer} decides what a worker reads
 * and adds in a clock; a {@link sparkgaia.train.WorkerLoop} carries one worker through its clocks against the
 * partitions of its region's sidecar. Neither knows a network, a thread, Spark or the time: a step is a plain call, so
 * the same trainer runs in a Spark task, in the lab and in a unit test.
 *
 * <p>This package owns three promises. A delta that is not a number, does not fit or is not allowed is refused whole,
 * before anything is staged. Deltas are rounded to a table's grid without bias, by a hash and nothing else, so that a
 * repeated clock gives the same bits. A shard that was saved, patched and restored is byte-equal to one that was not.
 */
package sparkgaia.train;
