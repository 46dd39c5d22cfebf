package sparkgaia.spark;

import sparkgaia.client.SidecarLine;
import sparkgaia.client.WorkerClient;

/** The sidecars of a fit, as the workers of a task reach them. */
interface TaskSidecars {
    /** The way of a region's workers to their sidecar. */
    SidecarLine.Sidecar sidecar(String region);

    WorkerClient.Patience patience();

    TrainingBoard board();

    /**
     * Ends the fit for all workers here: the first reason stands.
     *
     * @param cause what was thrown, or null
     */
    void fail(String reason, Throwable cause);

    /** Why the fit has ended, or null. */
    String failure();
}
