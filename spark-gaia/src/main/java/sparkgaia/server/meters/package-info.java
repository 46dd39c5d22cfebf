/**
 * What the sidecar counts about itself, by names that begin with {@code gaia_}. It decides names, units and labels, and
 * bounds how many different labels there can be: whoever is on the other side cannot make them grow.
 *
 * <p>It decides nothing by what it counts, and keeps nothing over a restart.
 */
package sparkgaia.server.meters;
