package sparkgaia.server;

import sparkgaia.core.Job;
import sparkgaia.core.table.TableSpec;
import sparkgaia.wire.JobDescription;

/** What the operator's file says of the jobs that may be: which tables may be shared, and how large a job is. */
record OperatorRules(Settings settings) {
    private static final int CELL_BYTES = 4;

    /** Why this job may not be, or null. */
    String flaw(JobDescription description) {
        Job job = description.job();
        long bytes = 0;
        for (TableSpec table : job.tables()) {
            String objection =
                    table.isShared()
                            ? settings.tables()
                                    .objection(table.name(), table.rows(), table.width())
                                    .orElse(null)
                            : null;
            if (objection != null) {
                return objection;
            }
            bytes += (long) CELL_BYTES * table.rows() * table.width();
        }
        if (bytes > settings.tableBytesMax()) {
            return over(description, bytes + " bytes of tables", settings.tableBytesMax());
        }
        if (job.partitions() > settings.partitionsMax()) {
            return over(description, job.partitions() + " partitions", settings.partitionsMax());
        }
        if (job.workers() > settings.workersMax()) {
            return over(description, job.workers() + " workers", settings.workersMax());
        }
        return null;
    }

    private String over(JobDescription description, String what, long max) {
        return "job "
                + description.name()
                + " has "
                + what
                + ", region "
                + settings.region()
                + " takes at most "
                + max
                + " (see gaia server --example)";
    }
}
