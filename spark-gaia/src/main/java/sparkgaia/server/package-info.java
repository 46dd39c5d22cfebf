/**
 * The sidecar: the parameter server of a region, hosting the regions of jobs on real threads, sockets and disks. It
 * decides what a sidecar's settings are and what it tells about itself: metrics, health, log.
 *
 * <p>It never decides anything of the protocol, which is {@code core}'s, nor how bytes look, which is {@code wire}'s.
 */
package sparkgaia.server;
