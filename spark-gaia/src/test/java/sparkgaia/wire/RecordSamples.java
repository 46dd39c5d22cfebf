package sparkgaia.wire;

import sparkgaia.core.Record;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message.Announce;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.message.Message.Consent;
import sparkgaia.core.message.Message.Copy;
import sparkgaia.core.message.Message.Statement;
import sparkgaia.core.table.Rows;

import java.util.TreeMap;

/** One record or more of every kind, in the job of {@link Samples}. */
final class RecordSamples {
    private RecordSamples() {}

    static TreeMap<String, Record> records() {
        var records = new TreeMap<String, Record>();
        records.put("started", new Record.Started(3));
        records.put("attempt-begun", new Record.AttemptBegun(300, 2));
        records.put("clock-settled", new Record.ClockSettled(9));
        records.put("stop-set", new Record.StopSet(42));
        records.put("stop-final", new Record.StopSet(Clocks.INFINITE));
        records.put("view-dropped", new Record.ViewDropped(2));
        records.put("job-done", new Record.JobDone(true));
        records.put("job-failed", new Record.JobFailed(1, "Zelle läuft über", false));
        workers(records);
        links(records);
        views(records);
        records.putAll(ImageSamples.records());
        return records;
    }

    private static void workers(TreeMap<String, Record> records) {
        records.put(
                "part-staged",
                new Record.PartStaged(
                        3,
                        200,
                        9,
                        1L << 40,
                        new Rows(
                                new int[] {3, Samples.PINNED},
                                new int[][] {{1, -2, 3, -4, 5}, {70, 80}})));
        long[] metrics = {-5, 1L << 20};
        byte[] bytes = {1, 2, 3};
        records.put("commit-made", new Record.CommitMade(3, 2, 9, metrics, bytes, null));
        records.put(
                "commit-saved", new Record.CommitMade(3, 2, 0, new long[0], new byte[0], bytes));
        records.put(
                "progressed",
                new Record.Progressed(new int[] {9, Clocks.NONE, 8}, new int[] {1, 0, 700}));
    }

    private static Batch batch(String name) {
        return (Batch) Samples.frames().get(name).message();
    }

    private static void links(TreeMap<String, Record> records) {
        records.put("batch-arrived", new Record.BatchArrived(0, 4, batch("batch-forms")));
        records.put("batch-sealed", new Record.BatchSealed(3, 2, batch("batch-coarse")));
        records.put("batch-sealed-empty", new Record.BatchSealed(0, 1, batch("batch-empty")));
        records.put("batch-acked", new Record.BatchAcked(3, 2, 300));
        var announced = (Announce) Samples.frames().get("announce").message();
        records.put(
                "rows-announced",
                new Record.RowsAnnounced(1, 0, announced.clock(), announced.ids()));
        var statement = (Statement) Samples.frames().get("statement-full").message();
        records.put("metrics-heard", new Record.MetricsHeard(1, 0, statement.clock().metrics()));
    }

    private static void views(TreeMap<String, Record> records) {
        var consent = (Consent) Samples.frames().get("consent").message();
        var first = (Consent) Samples.frames().get("consent-first").message();
        records.put("version-begun", new Record.VersionBegun(consent.consent().newest()));
        records.put(
                "view-consented",
                new Record.ViewConsented(2, consent.topologies(), consent.consent()));
        records.put("consent-heard", new Record.ConsentHeard(4, consent.consent()));
        records.put("consent-heard-first", new Record.ConsentHeard(4, first.consent()));
        var copy = (Copy) Samples.frames().get("copy").message();
        records.put("copy-taken", new Record.CopyTaken(copy.version(), copy));
    }
}
