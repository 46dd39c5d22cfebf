package sparkgaia.spark;

import sparkgaia.client.WorkerClient;

/** What holds where sidecars and workers are in one process. */
final class Embedded {
    /** A sidecar here cannot be out of reach and come back. */
    static final WorkerClient.Patience PATIENCE =
            new WorkerClient.Patience(
                    WorkerClient.Patience.USUAL.openNanosMax(),
                    0,
                    WorkerClient.Patience.USUAL.replyNanosMax());

    private Embedded() {}
}
