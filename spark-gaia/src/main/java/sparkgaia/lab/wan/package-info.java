/**
 * The wide-area networks that the lab emulates: who is there, and what each ordered pair of regions can carry.
 *
 * <p>This package decides what a description of a network may look like and says by file, line and column what is wrong
 * with one. It never moves a byte: time passes in {@link sparkgaia.lab.VirtualNetwork}.
 */
package sparkgaia.lab.wan;
