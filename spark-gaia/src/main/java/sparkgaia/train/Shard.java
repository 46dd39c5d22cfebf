package sparkgaia.train;

import sparkgaia.core.Invariant;
import sparkgaia.core.Job;
import sparkgaia.core.message.Reply.Joined;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;

import java.util.ArrayList;
import java.util.List;

/** One worker's shard with everything that its trainer reads from and adds to. */
final class Shard<R, S> {
    private final Trainer<R, S> trainer;
    private final ShardContext context;
    private final Iterable<R> records;
    private final TableView view;
    private final Deltas deltas;
    private final Metrics metrics;
    private S state;
    private long digest;
    private int opened = -1;

    Shard(Job job, Trainer<R, S> trainer, ShardContext context, Iterable<R> records) {
        Invariant.check(
                job.tables().size() == trainer.tables().size(), "the job has its trainer's tables");
        Invariant.check(
                job.metrics() == trainer.metrics().size(), "the job has its trainer's metrics");
        var spaces = new ArrayList<RowSpace>();
        for (int partition = 0; partition < job.partitions(); partition++) {
            spaces.add(job.space(partition));
        }
        this.trainer = trainer;
        this.context = context;
        this.records = records;
        this.view = new TableView(job.tables());
        this.deltas = new Deltas(context, spaces);
        this.metrics = new Metrics(trainer.metrics());
    }

    S state() {
        return state;
    }

    TableView view() {
        return view;
    }

    /** Opens the shard; what it adds is the commit of this clock: 0, or a newcomer's first. */
    void open(int clock) {
        read(null, null);
        opened = clock;
    }

    /** The shard as it was after the last clock that was committed. */
    void restore(Joined joined) {
        int first = joined.lastClock() - joined.patches().size() + 1;

        var patches = new ArrayList<>(joined.patches());
        Saved saved = null;
        if (joined.save() != null) {
            saved = Saved.of(joined.save());
            read(saved.digest(), saved.content());
        } else {
            saved = Saved.of(patches.get(0));
            patches.set(0, saved.content());
            read(saved.digest(), null);
        }
        apply(joined.save() == null, first, patches);
    }

    private void read(Long expected, byte[] save) {
        begin(0);
        var digested = new DigestedRecords<>(trainer, context, records.iterator(), expected);
        state =
                save == null
                        ? trainer.open(context, digested, deltas)
                        : trainer.restore(context, digested, save);
        digest = digested.finish();
    }

    /** The first patch since the opening is clock 0's to the trainer, whichever clock it was committed in. */
    private void apply(boolean isFromOpening, int first, List<byte[]> patches) {
        for (int i = 0; i < patches.size(); i++) {
            trainer.apply(state, isFromOpening && i == 0 ? 0 : first + i, patches.get(i));
        }
    }

    void begin(int clock) {
        view.clear();
        deltas.begin(clock);
        metrics.clear();
    }

    RowSet reads(int clock) {
        return trainer.reads(state, clock);
    }

    long work(int clock) {
        return trainer.work(state, clock);
    }

    void step(int clock) {
        trainer.step(state, clock, view, deltas, metrics);
    }

    void stepBarred(int clock, RowSet barred) {
        trainer.stepBarred(state, clock, barred, view, deltas, metrics);
    }

    Rows delta(int partition) {
        return deltas.rows(partition);
    }

    long[] metrics() {
        return metrics.sums();
    }

    byte[] patch(int clock) {
        byte[] patch = trainer.patch(state, clock == opened ? 0 : clock);
        return clock == opened ? new Saved(digest, patch).toBytes() : patch;
    }

    byte[] save() {
        return new Saved(digest, trainer.save(state)).toBytes();
    }
}
