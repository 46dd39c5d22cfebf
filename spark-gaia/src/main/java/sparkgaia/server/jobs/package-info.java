/**
 * The jobs of a sidecar: how regions agree that there is one, its life, and the hosts of its {@link
 * sparkgaia.core.Region}s, one for each partition.
 *
 * <p>What it decides: which runs of which regions are one job and under which key ({@link
 * sparkgaia.server.jobs.Registrar}, kept by the job's first member); when a job may be freed; in which order effects are
 * carried out ({@link sparkgaia.server.jobs.PartitionHost}, which owes the core its contract). What it never does:
 * sockets, frames of bytes from strangers, files' formats.
 */
package sparkgaia.server.jobs;
