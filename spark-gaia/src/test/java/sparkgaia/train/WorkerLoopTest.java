package sparkgaia.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.Job;
import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;
import sparkgaia.train.exact.LedgerTrainer;
import sparkgaia.train.exact.MixingTrainer;
import sparkgaia.train.exact.QuadraticTrainer;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

class WorkerLoopTest {
    private static final MixingTrainer MIXING = new MixingTrainer(40, 3, 10);
    private static final int PARTITIONS = 3;

    private final Job job = Run.job(MIXING, 1, PARTITIONS, 5);
    private final FakeSidecar sidecar = new FakeSidecar(job);
    private final WorkerLoop<Void, MixingTrainer.Shard> loop = loop(MIXING, job, 0);

    private static <S> WorkerLoop<Void, S> loop(Trainer<Void, S> trainer, Job job, int attempt) {
        var loop =
                new WorkerLoop<>(
                        job, trainer, ShardContext.even(7, 0, 1, "tokyo", attempt), List.of(), 2);
        loop.start();
        return loop;
    }

    private void answerAll() {
        loop.drain().forEach(ask -> loop.onReply(ask.partition(), sidecar.answer(ask)));
    }

    /** The answer of the lead to a pull, then those of the others, which are asked only then. */
    private void answerPulls() {
        answerAll();
        assertEquals(WorkerLoop.State.PULLING, loop.state());
        answerAll();
        assertEquals(WorkerLoop.State.COMPUTING, loop.state());
    }

    /** To the point where the worker has asked the lead to start clock 1, and to read its rows. */
    private void throughClockZero() {
        answerAll();
        loop.compute();
        answerAll();
        answerAll();
        assertEquals(WorkerLoop.State.PULLING, loop.state());
        assertEquals(1, loop.clock());
    }

    @Test
    void aClockIsPulledComputedStagedAndCommitted() {
        var film = new ArrayList<String>();
        while (!loop.hasEnded()) {
            film.add(loop.clock() + " " + loop.state());
            answerAll();
            if (loop.state() == WorkerLoop.State.COMPUTING) {
                film.add(loop.clock() + " COMPUTING " + loop.work());
                loop.compute();
            }
        }
        var expected =
                new ArrayList<>(
                        List.of("-1 JOINING", "0 COMPUTING 0", "0 STAGING", "0 COMMITTING"));
        for (int clock = 1; clock <= 5; clock++) {
            expected.add(clock + " PULLING");
            expected.add(clock + " PULLING");
            expected.add(clock + " COMPUTING 10");
            expected.add(clock + " STAGING");
            expected.add(clock + " COMMITTING");
        }
        expected.add("6 PULLING");
        assertEquals(expected, film);
        assertEquals(WorkerLoop.State.STOPPED, loop.state());
        assertNull(loop.failure());
    }

    @Test
    void clockZeroIsStagedEverywhereWithoutAPull() {
        answerAll();
        loop.compute();
        var asks = loop.drain();
        assertEquals(List.of(0, 1, 2), asks.stream().map(Ask::partition).toList());
        assertTrue(
                asks.stream()
                        .allMatch(
                                ask ->
                                        ask.request() instanceof Request.Stage stage
                                                && stage.clock() == 0));
    }

    @Test
    void everyPartitionIsPulledAlsoForNothing() {
        var ledger = new LedgerTrainer(2, 1, 1);
        var other = loop(ledger, Run.job(ledger, 1, 16, 3), 0);
        other.onReply(0, new Reply.Joined(-1, null, List.of()));
        other.compute();
        other.drain().forEach(ask -> other.onReply(ask.partition(), new Reply.Staged(0)));
        other.drain();
        other.onReply(0, new Reply.Committed(0));
        assertEquals(List.of(0), partitions(other.drain()));
        other.onReply(0, new Reply.Pulled(1, Rows.EMPTY, new int[0], true, 0));
        assertEquals(IntStream.range(1, 16).boxed().toList(), partitions(other.drain()));
    }

    private static List<Integer> partitions(List<Ask> asks) {
        return asks.stream().map(Ask::partition).toList();
    }

    /** A partition that hears of a new view later than the lead would let the clock start. */
    @Test
    void theOthersAreAskedOnlyWhenTheLeadHasLetTheClockStart() {
        throughClockZero();
        var first = loop.drain();
        assertEquals(List.of(0), partitions(first));
        loop.reconnected();
        assertEquals(first, loop.drain(), "whoever was not asked is not asked again");
        loop.onReply(1, new Reply.Pulled(1, Rows.EMPTY, new int[0], true, 0));
        assertEquals(List.of(), loop.drain());
        loop.onReply(0, sidecar.answer(first.get(0)));
        assertEquals(List.of(1, 2), partitions(loop.drain()));
        loop.onReply(0, sidecar.answer(first.get(0)));
        assertEquals(List.of(), loop.drain(), "a repeated answer asks nobody");
        loop.reconnected();
        assertEquals(List.of(1, 2), partitions(loop.drain()));
        assertEquals(WorkerLoop.State.PULLING, loop.state());
    }

    @Test
    void aStopIsTheLeadsToSay() {
        throughClockZero();
        loop.drain();
        loop.onReply(0, new Reply.Stopped(0));
        assertEquals(WorkerLoop.State.STOPPED, loop.state());
        assertEquals(List.of(), loop.drain());
    }

    @Test
    void reconnectingRepeatsWhatIsUnansweredAndNothingElse() {
        throughClockZero();
        answerAll();
        var pulls = loop.drain();
        assertEquals(List.of(1, 2), partitions(pulls));
        loop.onReply(1, sidecar.answer(pulls.get(0)));
        loop.reconnected();
        assertEquals(List.of(pulls.get(1)), loop.drain());
        loop.reconnected();
        loop.reconnected(2);
        assertEquals(List.of(pulls.get(1)), loop.drain());
        loop.onReply(2, sidecar.answer(pulls.get(1)));
        assertEquals(WorkerLoop.State.COMPUTING, loop.state());
        loop.reconnected();
        assertEquals(List.of(), loop.drain());
    }

    @Test
    void aRepeatedCommitIsTheSameCommit() {
        throughClockZero();
        answerPulls();
        loop.compute();
        answerAll();
        var commit = loop.drain();
        assertEquals(WorkerLoop.State.COMMITTING, loop.state());
        loop.reconnected();
        assertEquals(commit, loop.drain());
    }

    @Test
    void staleRepliesAreIgnored() {
        throughClockZero();
        var pulls = loop.drain();
        var stale =
                List.of(
                        new Reply.Joined(3, null, List.of()),
                        new Reply.Staged(1),
                        new Reply.Staged(0),
                        new Reply.Committed(0),
                        new Reply.Committed(1),
                        new Reply.Stopped(1),
                        new Reply.Pulled(0, Rows.EMPTY, new int[0], true, 0),
                        new Reply.Pulled(1, Rows.EMPTY, new int[0], true, 0));
        for (Reply reply : stale) {
            loop.onReply(0, reply);
            assertEquals(WorkerLoop.State.PULLING, loop.state(), reply.toString());
            assertEquals(1, loop.clock());
            loop.reconnected();
            assertEquals(pulls, loop.drain(), "all is still unanswered after " + reply);
        }
        pulls.forEach(ask -> loop.onReply(ask.partition(), sidecar.answer(ask)));
        answerAll();
        pulls.forEach(ask -> loop.onReply(ask.partition(), sidecar.answer(ask)));
        loop.onReply(0, new Reply.Refused(Reply.Reason.OUT_OF_ORDER, "an answer to a repeat"));
        assertEquals(WorkerLoop.State.COMPUTING, loop.state());
        assertEquals(List.of(), loop.drain());
    }

    @Test
    void aCommitPastTheStopEndsTheWorker() {
        throughClockZero();
        answerPulls();
        loop.compute();
        answerAll();
        loop.onReply(0, new Reply.Stopped(0));
        assertEquals(WorkerLoop.State.STOPPED, loop.state());
        assertEquals(List.of(), loop.drain());
    }

    @Test
    void aRefusalEndsTheWorkerWithItsReason() {
        throughClockZero();
        answerAll();
        loop.onReply(1, new Reply.Refused(Reply.Reason.OLD_ATTEMPT, "attempt 1 has begun"));
        assertEquals(WorkerLoop.State.FAILED, loop.state());
        assertEquals(Optional.of(Reply.Reason.OLD_ATTEMPT), loop.refusal());
        assertEquals("attempt 1 has begun", loop.failure());
        loop.reconnected();
        assertEquals(List.of(), loop.drain());
    }

    @Test
    void aTrainerThatDivergesFailsBeforeAnythingIsStaged() {
        var diverging = new QuadraticTrainer(1, 1, 1e30f, 0);
        var other = loop(diverging, Run.job(diverging, 1, 1, 5), 0);
        var fake = new FakeSidecar(Run.job(diverging, 1, 1, 5));
        while (!other.hasEnded()) {
            other.drain().forEach(ask -> other.onReply(ask.partition(), fake.answer(ask)));
            if (other.state() == WorkerLoop.State.COMPUTING) {
                other.compute();
            }
        }
        assertEquals(WorkerLoop.State.FAILED, other.state());
        assertTrue(
                other.failure()
                        .startsWith("clock 1: a cell of table vector, row 0 leaves 32 bits"));
        assertEquals(0, fake.lastClock(0));
        var last = other.drain();
        assertEquals(
                List.of(new Ask(0, new Request.Fail(0, 0, other.failure()))),
                last,
                "nothing but the word to the lead that the job fails");
        other.reconnected();
        assertEquals(last, other.drain(), "it is said again until the lead has heard it");
        other.onReply(0, new Reply.Refused(Reply.Reason.JOB_FAILED, "region A: so it is"));
        assertTrue(other.failure().startsWith("clock 1: "), "its own reason stays");
    }

    @Test
    void barredRowsAreFetchedWhileTheRestIsComputed() {
        var impatient = new MixingTrainer(40, 3, 10, false, false);
        var run = new Run<>(Run.job(impatient, 1, 1, 5), impatient, List.of(List.of()), 2, 0);
        run.sidecar.barEvery(2);
        run.toEnd();
        var patient = new Run<>(Run.job(MIXING, 1, 1, 5), MIXING, List.of(List.of()), 2, 0).toEnd();
        // Both did all rows, in another order.
        assertEquals(patient.sidecar.metrics().size(), run.sidecar.metrics().size());
        assertTrue(
                run.sidecar.metrics().stream()
                        .skip(1)
                        .allMatch(sums -> sums[0] > 5L << Metrics.SCALE));
    }

    @Test
    void aStepFindsRowsBarredThoughTheyCameMeanwhile() {
        var seen = new ArrayList<String>();
        var job1 = Run.job(MIXING, 1, 1, 5);
        var other = loop(new Watching(seen), job1, 0);
        var fake = new FakeSidecar(job1);
        fake.barEvery(4);
        for (int i = 0; i < 8 && other.clock() < 2; i++) {
            other.drain().forEach(ask -> other.onReply(ask.partition(), fake.answer(ask)));
            if (other.state() == WorkerLoop.State.COMPUTING) {
                // The late rows come before the step runs.
                other.drain().forEach(ask -> other.onReply(ask.partition(), fake.answer(ask)));
                seen.add("work " + other.work());
                other.compute();
            }
        }
        assertEquals(List.of("work 0", "work 30", "step barred 10", "work 10", "late 10"), seen);
    }

    /** Reads everything and notes what is barred. */
    private record Watching(List<String> seen) implements Trainer<Void, ShardContext> {
        @Override
        public List<TableSpec> tables() {
            return MIXING.tables();
        }

        @Override
        public List<String> metrics() {
            return MIXING.metrics();
        }

        @Override
        public long digest(Void record) {
            return 0;
        }

        @Override
        public ShardContext open(ShardContext context, Iterator<Void> records, Deltas out) {
            return context;
        }

        @Override
        public RowSet reads(ShardContext shard, int clock) {
            return RowSet.all(0, 40);
        }

        @Override
        public boolean waitsForBarred() {
            return false;
        }

        @Override
        public void step(ShardContext shard, int clock, TableView in, Deltas out, Metrics metrics) {
            int barred = 0;
            for (int row = 0; row < 40; row++) {
                barred += in.isBarred(0, row) ? 1 : 0;
            }
            seen.add("step barred " + barred);
            assertThrows(IllegalStateException.class, () -> in.cells(0, 3));
        }

        @Override
        public void stepBarred(
                ShardContext shard,
                int clock,
                RowSet barred,
                TableView in,
                Deltas out,
                Metrics metrics) {
            for (int row : barred.rows(0)) {
                assertEquals(3, in.cells(0, row).length);
            }
            seen.add("late " + barred.size());
        }

        @Override
        public long work(ShardContext shard, int clock) {
            return 40;
        }

        @Override
        public byte[] save(ShardContext shard) {
            return NOTHING;
        }

        @Override
        public ShardContext restore(ShardContext context, Iterator<Void> records, byte[] save) {
            return context;
        }
    }

    @Test
    void aRestartInTheMiddleOfAClockGoesOnAfterTheLastCommit() {
        throughClockZero();
        answerPulls();
        loop.compute();
        // Staged but not committed: the next attempt does clock 1 again.
        loop.drain().forEach(sidecar::answer);
        var again = loop(MIXING, job, 1);
        again.drain().forEach(ask -> again.onReply(ask.partition(), sidecar.answer(ask)));
        assertEquals(1, again.clock());
        again.compute();
        assertEquals(WorkerLoop.State.PULLING, again.state());
        assertEquals(List.of(0), partitions(again.drain()));
    }
}
