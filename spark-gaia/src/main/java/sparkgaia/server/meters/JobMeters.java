package sparkgaia.server.meters;

import io.prometheus.metrics.core.metrics.Gauge;

/** What is shown of one job while it is hosted. Safe to share; to be closed when the job is no longer hosted. */
public final class JobMeters implements AutoCloseable {
    private final Gauge clock;
    private final BoundedLabels names;
    private final String job;

    JobMeters(Gauge clock, BoundedLabels names, String job) {
        this.clock = clock;
        this.names = names;
        this.job = names.of(job);
        clock.labelValues(this.job);
    }

    /** The region's clock of this job. */
    public void clock(int region) {
        clock.labelValues(job).set(region);
    }

    @Override
    public void close() {
        clock.remove(job);
        names.forget(job);
    }
}
