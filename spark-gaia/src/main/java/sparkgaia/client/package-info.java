/**
 * A worker's way to its region's sidecar: over a connection, or in the same process, by one interface. It decides how
 * long a worker waits for what, and when it calls again after a connection is lost; it trains nothing and knows nothing
 * of other regions. Every wait has a deadline and a name.
 */
package sparkgaia.client;
