/**
 * The command line: {@code gaia}. It decides how words become settings and results become text, what a wrong word is
 * answered, and the exit status: 0 done, 1 it failed, 2 wrong usage.
 *
 * <p>It never simulates, trains or sends: a command collects what it is told, calls the package that knows, and reports.
 * It is the only package that parses command lines and, of those around the simulator, the only one that reads the wall
 * clock.
 */
package sparkgaia.cli;
