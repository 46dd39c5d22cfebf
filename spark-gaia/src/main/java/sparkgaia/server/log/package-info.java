/**
 * What the sidecar says to people: one line for one thing that happened, and no more lines than a person can read. It
 * decides how a line looks and how often the same is said.
 *
 * <p>It never decides what is worth saying. Whatever stands behind {@link java.lang.System.Logger} receives the lines:
 * in Spark's JVM Spark's log, in the sidecar's own process {@link sparkgaia.server.log.OneLine}. Invariant: what others
 * sent cannot begin a line of its own.
 */
package sparkgaia.server.log;
