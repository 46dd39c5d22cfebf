package sparkgaia.spark;

import sparkgaia.client.ClientFailure;
import sparkgaia.client.WorkerClient;
import sparkgaia.wire.Call;
import sparkgaia.wire.JobDescription;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The end of a region's part in a job, as one of its tasks sees to it. */
final class RegionEnd implements AutoCloseable {
    private static final long LEAVE_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);

    private final JobDescription description;
    private final String region;
    private final WorkerClient client;

    private RegionEnd(
            String run,
            JobDescription description,
            ClusterSidecars sidecars,
            String region,
            WorkerClient.Patience patience) {
        this.description = description;
        this.region = region;
        this.client =
                new WorkerClient(
                        sidecars.sidecar(region),
                        description,
                        run,
                        Call.NOBODY,
                        patience,
                        sidecars.board()::waits);
    }

    RegionEnd(String run, JobDescription description, ClusterSidecars sidecars, String region) {
        this(run, description, sidecars, region, sidecars.patience());
    }

    /** Waits until all is shared, and reads the tables. */
    TrainedTables tables() throws ClientFailure, InterruptedException {
        client.open();
        client.awaitFinished();
        TrainedTables tables = TrainedTables.empty(description.job());
        client.read((partition, rows) -> tables.put(description.job().space(partition), rows));
        return tables;
    }

    /** What the sidecar has counted, to be asked after {@link #tables}. */
    RegionTally tally() throws ClientFailure, InterruptedException {
        return RegionTally.of(client, description.job(), region);
    }

    /** Takes the region's leave of a job that is over. */
    static void leave(String run, JobDescription description, String region)
            throws IOException, ClientFailure, InterruptedException {
        var patience = new WorkerClient.Patience(LEAVE_NANOS_MAX, LEAVE_NANOS_MAX, LEAVE_NANOS_MAX);
        try (var sidecars =
                        new ClusterSidecars(region, "the end of " + run, TrainingBoard.Ear.NOBODY);
                var end = new RegionEnd(run, description, sidecars, region, patience)) {
            end.client.open();
            end.client.leave();
            // What is said last is lost where the connection ends at once: an answer shows that it
            // was heard.
            end.client.inquire();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
