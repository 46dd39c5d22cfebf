/**
 * Bytes to core messages and back, as {@code docs/wire.md} lays them out byte by byte, and to the records of a journal
 * and back, as {@code docs/journal.md} does. It decides what a frame looks
 * like and refuses what is none; it never decides what a message means.
 *
 * <p>What it owns: bytes from outside end in a whole message or in a {@link sparkgaia.wire.BadFrame}, nothing else;
 * every length and count is checked before anything is allocated for it; a row of a table that is not shared has no
 * form between regions (I10); the same message makes the same bytes everywhere. No class name crosses the wire.
 *
 * <p>It knows no sockets, no threads and no clock.
 */
package sparkgaia.wire;
