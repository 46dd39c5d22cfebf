/**
 * The sidecar's page for people and machines that watch it. It decides nothing and takes no orders: it answers GET on a
 * loopback address, within a deadline, and nothing else.
 */
package sparkgaia.server.http;
