/**
 * Looks at everything that a sidecar stands on before and beside it: folders, secrets, certificates, ports, members. It
 * decides what is fine, what is a warning and what is bad, and says how to mend it.
 *
 * <p>It changes nothing, never takes part in a job, and never prints a secret.
 */
package sparkgaia.server.check;
