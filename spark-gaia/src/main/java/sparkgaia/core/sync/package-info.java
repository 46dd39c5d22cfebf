/**
 * When things count inside a region: commits and attempts, sums of clocks, metrics, and the models' choices of what is
 * shared and how long is waited. Knows nothing of links.
 */
package sparkgaia.core.sync;
