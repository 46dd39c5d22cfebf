package sparkgaia.wire;

import sparkgaia.core.Record;
import sparkgaia.core.Record.Image;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message.Announce;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.message.Message.Consent;
import sparkgaia.core.message.Message.Copy;
import sparkgaia.core.message.Message.Statement;
import sparkgaia.core.table.Rows;

import java.util.List;
import java.util.TreeMap;

/** One record or more of every kind that an image has, in the job of {@link Samples}. */
final class ImageSamples {
    private static final Rows ROWS =
            new Rows(new int[] {3, 15}, new int[][] {{1, -2, 3, -4, 5}, {0, 0, 0, 0, 90_000}});

    private ImageSamples() {}

    static TreeMap<String, Record> records() {
        var records = new TreeMap<String, Record>();
        var failure = new Record.JobFailed(1, "Zelle läuft über", false);
        records.put("image-life", new Image.Life(3, 42, true, false, null));
        records.put("image-life-failed", new Image.Life(3, 42, false, false, failure));
        records.put("image-whole", new Image.Whole());
        links(records);
        tables(records);
        commits(records);
        views(records);
        return records;
    }

    private static Object message(String name) {
        return Samples.frames().get(name).message();
    }

    private static void links(TreeMap<String, Record> records) {
        records.put("image-links-kept", new Image.LinksKept(2, 9, true, new int[] {0, 2, 4}));
        records.put("image-heard", new Image.Heard(2, 4, 300, Clocks.FLUSHED));
        records.put("image-sent", new Image.Sent(2, 4, 300, 298, 8, -12.5));
        records.put(
                "image-rows-pending",
                new Image.RowsPending(
                        2, 4, ROWS, new int[] {7, Clocks.NONE}, new int[] {8, Clocks.INFINITE}));
        records.put("image-clock-pending", new Image.ClockPending(2, 4, 9, 1L << 30, ROWS));
        records.put("image-batch-kept", new Image.BatchKept(2, 4, (Batch) message("batch-forms")));
        var announced = (Announce) message("announce");
        records.put(
                "image-announcement-kept",
                new Image.AnnouncementKept(2, 4, 1, announced.clock(), announced.ids()));
        records.put("image-rows-warned", new Image.RowsWarned(2, 4, announced.ids()));
    }

    private static void tables(TreeMap<String, Record> records) {
        var pinned =
                new Rows(new int[] {3, Samples.PINNED}, new int[][] {{1, -2, 3, -4, 5}, {70, 80}});
        records.put("image-row-values", new Image.RowValues(pinned));
        records.put("image-own-counts", new Image.OwnCounts(ROWS));
        records.put("image-rounds-at", new Image.RoundsAt(8));
        records.put("image-round-sum", new Image.RoundSum(9, 1L << 31, ROWS));
        records.put("image-round-residual", new Image.RoundResidual(ROWS));
        var copy = (Copy) message("copy");
        records.put("image-outer-states", new Image.OuterStates(copy.outer()));
        records.put("image-copy-kept", new Image.CopyKept(copy));
    }

    private static void commits(TreeMap<String, Record> records) {
        records.put(
                "image-workers-at",
                new Image.WorkersAt(
                        4,
                        new int[] {2, 0},
                        new int[] {1, 0},
                        new int[] {9, Clocks.NONE},
                        new int[] {10, 3},
                        new int[] {1, 300}));
        records.put("image-part-kept", new Image.PartKept(3, 2, 10, 1L << 29, ROWS));
        records.put(
                "image-shard-state",
                new Image.ShardState(3, 1, 300_000, 262_144, new byte[] {1, 2, 3}));
        var sums = ((Statement) message("statement-full")).clock().metrics();
        records.put("image-metrics-forgotten", new Image.MetricsForgotten(7));
        records.put("image-own-metrics", new Image.OwnMetrics(sums));
        records.put("image-link-metrics", new Image.LinkMetrics(2, 4, 9, sums));
    }

    private static void views(TreeMap<String, Record> records) {
        var consent = (Consent) message("consent");
        records.put("image-version-known", new Image.VersionKnown(consent.consent().newest()));
        records.put("image-proposal-dead", new Image.ProposalDead(consent.topologies()));
        records.put(
                "image-proposal",
                new Image.Proposal(2, consent.topologies(), new int[] {0, 2}, true));
        records.put("image-proposal-none", new Image.Proposal(0, List.of(), new int[0], false));
        records.put("image-proposal-consent", new Image.ProposalConsent(4, consent.consent()));
    }
}
