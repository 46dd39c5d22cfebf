package sparkgaia.server.ledger;

import sparkgaia.core.Invariant;

import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What leaves the region: a message that carries values or ids, or the control messages of a clock, summed.
 *
 * @param job the job's key
 * @param receiver the region that it is sent to
 * @param version of the links
 * @param seq of a batch; the number of what is announced or copied; 0 where there is none
 * @param rows how many rows of which table, or how many ids
 * @param frames that the message takes, or how many messages were summed
 * @param bytes of all frames, as they are handed to TLS
 * @param sha256 of these bytes in order, 64 lowercase hex digits; empty for a sum
 * @param isRepeat whether the same message has left before
 */
public record Egress(
        Kind kind,
        String job,
        String receiver,
        int partition,
        int version,
        long seq,
        int clock,
        SortedMap<String, Integer> rows,
        int frames,
        long bytes,
        String sha256,
        boolean isRepeat)
        implements Content {
    public static final int JOB_CHARS_MAX = 256;
    public static final int TABLES_MAX = 1000;
    public static final int TABLE_CHARS_MAX = 256;

    /** What is sent. */
    public enum Kind {
        /** Deltas. */
        BATCH(true),
        /** The deltas of clock 0. */
        CENSUS(true),
        /** Ids of rows that will come late. */
        ANNOUNCE(false),
        /** A region's own counts, for a new view. */
        OWN(true),
        /** The copy of a new view. */
        COPY(true),
        /** Messages without values or ids. */
        CONTROL(false);

        private final boolean isData;

        Kind(boolean isData) {
            this.isData = isData;
        }

        /** Whether it carries values, so that its bytes count in a link's budget. */
        public boolean isData() {
            return isData;
        }

        /** As it is written. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Null if there is none of this name. */
        static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word().equals(word)) {
                    return kind;
                }
            }
            return null;
        }
    }

    public Egress {
        Invariant.check(
                !job.isEmpty() && job.length() <= JOB_CHARS_MAX, "a job's key of %s", job.length());
        Invariant.check(RegionName.isOne(receiver), "a receiver's name is %s", receiver);
        Invariant.check(partition >= 0 && frames >= 1 && bytes >= 0, "sizes of an egress record");
        Invariant.check(rows.size() <= TABLES_MAX, "%s tables in one message", rows.size());
        rows.forEach(
                (table, count) ->
                        Invariant.check(
                                table.length() <= TABLE_CHARS_MAX && count >= 0,
                                "rows of table %s: %s",
                                table,
                                count));
        Invariant.check(
                kind == Kind.CONTROL ? sha256.isEmpty() : Hashes.isOne(sha256),
                "digest of a %s",
                kind);
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }

    long rowsOfAll() {
        long sum = 0;
        for (int count : rows.values()) {
            sum += count;
        }
        return sum;
    }
}
