/**
 * The port of a region's own workers: who may speak there, and bytes from and to them. It decides whether a worker is
 * believed; what a worker may ask is for {@link sparkgaia.server.jobs.Desk}.
 */
package sparkgaia.server.workers;
