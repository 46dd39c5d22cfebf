package sparkgaia.train.exact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.message.Reply;
import sparkgaia.core.table.OuterFunction;
import sparkgaia.train.FakeSidecar;
import sparkgaia.train.Run;
import sparkgaia.train.ShardContext;
import sparkgaia.train.Trainer;
import sparkgaia.train.WorkerLoop;

import java.util.ArrayList;
import java.util.List;

/** A worker that is restarted, wherever in its clock, changes no bit of the tables or of its shard. */
class RestartTest {
    private static final int WORKERS = 3;
    private static final int CLOCKS = 9;
    private static final CountsTrainer COUNTS = new CountsTrainer(30, 4, 4);

    @Test
    void ofEmpty() {
        restartsChangeNothing(new EmptyTrainer(5), noRecords());
    }

    @Test
    void ofLedger() {
        restartsChangeNothing(new LedgerTrainer(20, 2, 5), noRecords());
    }

    @Test
    void ofMixing() {
        restartsChangeNothing(new MixingTrainer(20, 2, 7), noRecords());
        restartsChangeNothing(new MixingTrainer(20, 2, 7, true, true), noRecords());
    }

    @Test
    void ofQuadratic() {
        restartsChangeNothing(new QuadraticTrainer(10, 3, 0.1f, 0.1f), noRecords());
    }

    @Test
    void ofCounts() {
        restartsChangeNothing(COUNTS, tokens());
    }

    @Test
    void ofAveraging() {
        restartsChangeNothing(
                new AveragingTrainer(10, 3, 4, 0.1f, OuterFunction.IDENTITY), noRecords());
    }

    @Test
    void otherRecordsThanBeforeAreNamed() {
        var job = Run.job(COUNTS, 1, 1, CLOCKS);
        for (int saveEvery : new int[] {2, 1000}) {
            var run =
                    new Run<>(job, COUNTS, List.of(COUNTS.records(1, 0, 50)), saveEvery, 0).toEnd();
            var others = COUNTS.records(1, 0, 49);
            var loop =
                    new WorkerLoop<>(
                            job, COUNTS, ShardContext.even(Run.SEED, 0, 1, "oslo", 9), others, 2);
            loop.start();
            joinAndCompute(loop, run.sidecar);
            assertEquals(WorkerLoop.State.FAILED, loop.state());
            assertTrue(
                    loop.failure().contains("worker 0 in region oslo finds other records"),
                    loop.failure());
        }
    }

    private static void joinAndCompute(WorkerLoop<?, ?> loop, FakeSidecar sidecar) {
        loop.drain()
                .forEach(
                        ask -> {
                            Reply reply = sidecar.answer(ask);
                            loop.onReply(ask.partition(), reply);
                        });
        loop.compute();
    }

    private static List<List<Void>> noRecords() {
        var lists = new ArrayList<List<Void>>();
        for (int worker = 0; worker < WORKERS; worker++) {
            lists.add(List.of());
        }
        return lists;
    }

    private static List<List<Integer>> tokens() {
        var lists = new ArrayList<List<Integer>>();
        for (int worker = 0; worker < WORKERS; worker++) {
            lists.add(COUNTS.records(Run.SEED, worker, 101 + worker));
        }
        return lists;
    }

    private static <R, S> void restartsChangeNothing(Trainer<R, S> trainer, List<List<R>> records) {
        var job = Run.job(trainer, WORKERS, 2, CLOCKS);
        var quiet = new Run<>(job, trainer, records, 1000, 0).toEnd();
        for (int saveEvery : new int[] {1, 3, 1000}) {
            for (int restartEvery = 7; restartEvery < 20; restartEvery++) {
                var run = new Run<>(job, trainer, records, saveEvery, restartEvery).toEnd();
                assertTrue(run.attempts() > WORKERS, "there were restarts");
                for (int table = 0; table < job.tables().size(); table++) {
                    assertArrayEquals(quiet.sidecar.table(table), run.sidecar.table(table));
                }
                assertArrayEquals(
                        quiet.sidecar.metrics().toArray(), run.sidecar.metrics().toArray());
                for (int worker = 0; worker < WORKERS; worker++) {
                    assertArrayEquals(quiet.saves().get(worker), run.saves().get(worker));
                }
            }
        }
    }

    @Test
    void aRunThatReadsOneCellDifferentlyEndsDifferently() {
        var mixing = new MixingTrainer(20, 2, 7);
        var one = new Run<>(Run.job(mixing, WORKERS, 2, CLOCKS), mixing, noRecords(), 3, 0).toEnd();
        var other =
                new Run<>(Run.job(mixing, WORKERS, 2, CLOCKS - 1), mixing, noRecords(), 3, 0)
                        .toEnd();
        assertThrows(
                AssertionError.class,
                () -> assertArrayEquals(one.sidecar.table(0), other.sidecar.table(0)));
    }
}
