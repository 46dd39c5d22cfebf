/**
 * The journal of a partition on a real disk, as {@code docs/journal.md} lays it out byte by byte. It decides what a file
 * looks like, when bytes are safe, and what a file says after a crash; it never decides what a record means or when a job ends.
 *
 * <p>What it owns: a record that was told durable is there after any crash, in its order; what is damaged is refused by
 * name and never left out in silence; what was never told durable may be there or not, from the front; no event loop waits for a
 * disk, but for the image of a snapshot; after a write or a sync that failed nothing is told durable any more.
 */
package sparkgaia.server.journal;
