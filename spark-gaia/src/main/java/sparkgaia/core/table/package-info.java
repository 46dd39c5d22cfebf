/**
 * Tables as counters that merge: cells are integers on a grid of powers of two, and everything is exact addition. What
 * a partition is (a numbering of rows), what a region's copy is, and how a row is split into a coarse part and a
 * remainder. Knows nothing of regions, clocks or messages.
 */
package sparkgaia.core.table;
