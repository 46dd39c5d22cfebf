package sparkgaia.server.journal;

import sparkgaia.core.Invariant;

/** Whose journal it is. */
public record JournalName(String region, String job, int partition) {
    /** Of each of the two names, in characters. */
    public static final int LENGTH_MAX = 255;

    public JournalName {
        Invariant.check(region.length() <= LENGTH_MAX, "the name of region %s is too long", region);
        Invariant.check(job.length() <= LENGTH_MAX, "the key of job %s is too long", job);
        Invariant.check(partition >= 0, "partition %d", partition);
    }
}
