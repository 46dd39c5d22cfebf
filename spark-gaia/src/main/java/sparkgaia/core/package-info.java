/**
 * The state machine that keeps tables of several regions together. Pure: no threads, sockets, files, clock, randomness
 * or logging; it depends on the JDK's collections alone.
 *
 * <p>A {@link sparkgaia.core.Region} is one region's part in one partition of one job. Its host owes it three things:
 *
 * <ol>
 *   <li>one event at a time, the first being {@link sparkgaia.core.Event.Start};
 *   <li>effects carried out in order, none behind an {@link sparkgaia.core.Effect.Persist} before that record is
 *       durable;
 *   <li>after a crash a new object, given the durable records in order, then {@code Start}; other partitions of the
 *       region are restarted with it, and connections made anew.
 * </ol>
 *
 * <p>In return: whatever is lost, repeated, late or cut, what the regions hold in the end is the initial value plus
 * every commit once. {@code docs/protocol.md} numbers the invariants; the classes that carry them name them.
 */
package sparkgaia.core;
