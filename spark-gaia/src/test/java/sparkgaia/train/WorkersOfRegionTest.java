package sparkgaia.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.Region;
import sparkgaia.core.table.RowSpace;
import sparkgaia.train.exact.CountsTrainer;
import sparkgaia.train.exact.LedgerTrainer;
import sparkgaia.train.exact.MixingTrainer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Workers against the real partitions of one region, where nothing is ever lost: the two sides speak one protocol. */
class WorkersOfRegionTest {
    private static final int PARTITIONS = 3;

    private final List<Region> partitions = new ArrayList<>();
    private final Deque<Runnable> agenda = new ArrayDeque<>();

    private <R, S> List<WorkerLoop<R, S>> run(
            Job job, Trainer<R, S> trainer, List<List<R>> records, int restarts) {
        var loops = new ArrayList<WorkerLoop<R, S>>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(new Region(job, 0, partition));
        }
        for (int worker = 0; worker < records.size(); worker++) {
            loops.add(null);
            begin(job, trainer, records, loops, worker, 0);
        }
        for (int partition = 0; partition < PARTITIONS; partition++) {
            give(loops, partition, new Event.Start());
        }
        drain(loops);
        for (int step = 1; !agenda.isEmpty(); step++) {
            agenda.poll().run();
            int worker = step % loops.size();
            if (step % 17 == 0 && step / 17 <= restarts && !loops.get(worker).hasEnded()) {
                begin(job, trainer, records, loops, worker, step);
            }
            drain(loops);
        }
        return loops;
    }

    private static <R, S> void begin(
            Job job,
            Trainer<R, S> trainer,
            List<List<R>> records,
            List<WorkerLoop<R, S>> loops,
            int worker,
            int attempt) {
        var context = ShardContext.even(Run.SEED, worker, records.size(), "lima", attempt);
        loops.set(worker, new WorkerLoop<>(job, trainer, context, records.get(worker), 3));
        loops.get(worker).start();
    }

    private <R, S> void drain(List<WorkerLoop<R, S>> loops) {
        for (WorkerLoop<R, S> loop : loops) {
            while (loop.state() == WorkerLoop.State.COMPUTING) {
                loop.compute();
            }
            loop.drain()
                    .forEach(
                            ask ->
                                    give(
                                            loops,
                                            ask.partition(),
                                            new Event.WorkerAsked(ask.request())));
        }
    }

    private <R, S> void give(List<WorkerLoop<R, S>> loops, int partition, Event event) {
        agenda.add(
                () -> {
                    for (Effect effect : partitions.get(partition).handle(0, event)) {
                        if (effect instanceof Effect.Answer answer) {
                            var loop = loops.get(answer.worker());
                            if (loop.attempt() == answer.attempt()) {
                                loop.onReply(partition, answer.reply());
                            }
                        } else if (effect instanceof Effect.Tell tell) {
                            give(loops, tell.partition(), new Event.Told(partition, tell.inside()));
                        }
                    }
                });
    }

    private int[][] table(Job job, int table) {
        int[][] rows = new int[job.tables().get(table).rows()][];
        for (int row = 0; row < rows.length; row++) {
            int partition = RowSpace.partitionOf(table, row, PARTITIONS);
            rows[row] = partitions.get(partition).values().get(job.space(partition).id(table, row));
        }
        return rows;
    }

    @Test
    void theLedgerIsRightToTheLastBit() {
        var ledger = new LedgerTrainer(20, 3, 6);
        var job = Run.job(ledger, 4, PARTITIONS, 8);
        var loops = run(job, ledger, Collections.nCopies(4, List.of()), 5);
        for (var loop : loops) {
            assertEquals(WorkerLoop.State.STOPPED, loop.state(), loop.failure());
        }
        assertArrayEquals(ledger.expected(Run.SEED, LedgerTrainer.Commit.all(4, 8)), table(job, 0));
        assertTrue(partitions.stream().allMatch(Region::isComplete));
    }

    @Test
    void restartsOfWorkersChangeNoBitUnderBsp() {
        var mixing = new MixingTrainer(20, 3, 6);
        var job = Run.job(mixing, 4, PARTITIONS, 8);
        run(job, mixing, Collections.nCopies(4, List.of()), 0);
        int[][] quiet = table(job, 0);
        partitions.clear();
        run(job, mixing, Collections.nCopies(4, List.of()), 9);
        assertArrayEquals(quiet, table(job, 0));
    }

    @Test
    void restartsOfWorkersChangeNoCount() {
        var counts = new CountsTrainer(30, 4, 3);
        var job = Run.job(counts, 2, PARTITIONS, 10);
        var records = List.of(counts.records(1, 0, 200), counts.records(1, 1, 150));
        run(job, counts, records, 0);
        int[][] quiet = table(job, CountsTrainer.COUNTS);
        partitions.clear();
        run(job, counts, records, 9);
        assertArrayEquals(quiet, table(job, CountsTrainer.COUNTS));
    }
}
