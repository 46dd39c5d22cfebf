/**
 * Golden traces: the protocol as short films. A file of {@code src/test/resources/golden} is a list of blocks, each some
 * commands, a line {@code ----}, and what came of them; its README lists the commands. Nothing happens that no command
 * says: frames stay under way until they are delivered, and time stands still until it is told to pass.
 *
 * <p>{@code -Dgolden.rewrite=true} writes what came of the commands into the files; what changed is then to be read as
 * carefully as code.
 */
package sparkgaia.core.golden;
