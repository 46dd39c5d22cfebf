package sparkgaia.lab.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.Job;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.Coarse;
import sparkgaia.core.table.OuterFunction;
import sparkgaia.core.table.RowSpace;
import sparkgaia.lab.Cases;
import sparkgaia.lab.Fault;
import sparkgaia.lab.Faults;
import sparkgaia.lab.Machines;
import sparkgaia.lab.Outcome;
import sparkgaia.lab.Run;
import sparkgaia.lab.Scenario;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.TableView;
import sparkgaia.train.linear.Clouds;
import sparkgaia.train.linear.Example;
import sparkgaia.train.linear.LogisticTrainer;

import java.util.List;

class LogisticProblemTest {
    private static final int PARTITIONS = 2;
    private static final int REGIONS = 3;
    private static final List<Example> TRAIN = Clouds.examples(1, 600);
    private static final List<Example> TEST = Clouds.examples(2, 200);
    private static final LogisticTrainer TRAINER =
            LogisticTrainer.of(Clouds.FEATURES, Clouds.CLASSES).withL2(0.02);

    private static LogisticProblem problem(LogisticTrainer trainer, double skew, int clocks) {
        var spread = new LabelSkew(skew, Clouds.CLASSES, REGIONS, 2, 7);
        return new LogisticProblem(trainer, TRAIN, TEST, spread, clocks);
    }

    private static Scenario<?, ?> scenario(LogisticProblem problem, SyncModel model, int regions) {
        int workers = problem.shards().size();
        int[] regionOf = new int[workers];
        for (int worker = 0; worker < workers; worker++) {
            regionOf[worker] = worker * regions / workers;
        }
        Job job =
                Cases.job(problem.trainer(), model, regions, Cases.mesh(regions, PARTITIONS))
                        .workersIn(regionOf)
                        .maxClock(problem.clocks())
                        .build();
        return Scenario.of(job, Wan.uniform(regions, 1, 20), problem.trainer(), problem.shards())
                .machines(Machines.of(Cases.MILLIS).withStraggling(0.5, 7))
                .saveEvery(3)
                .waitForAll()
                .deadline(50_000 * Cases.SECOND)
                .eventsMax(5_000_000);
    }

    private static TableView copy(Run run, Job job, int region) {
        var copy = new TableView(job.tables());
        for (int partition = 0; partition < PARTITIONS; partition++) {
            RowSpace space = job.space(partition);
            for (int id = 0; id < space.size(); id++) {
                copy.put(
                        space.table(id),
                        space.row(id),
                        run.region(region, partition).values().get(id));
            }
        }
        return copy;
    }

    /** The final common copy; all regions have its bits. */
    private static TableView trained(LogisticProblem problem, SyncModel model) {
        Scenario<?, ?> scenario = scenario(problem, model, REGIONS);
        var run = new Run(scenario);
        Outcome outcome = run.play();
        assertTrue(outcome.isComplete() && outcome.isConverged(), model + ": " + outcome);
        return copy(run, scenario.job(), 1);
    }

    private static double[] figures(LogisticProblem problem, TableView copy) {
        double[] sums = new double[2 * Problem.FIGURES];
        for (int worker = 0; worker < problem.shards().size(); worker++) {
            problem.judge(copy, worker, null, sums);
        }
        assertEquals(TRAIN.size(), sums[Problem.FIGURES + Problem.OBJECTIVE]);
        assertEquals(TEST.size(), sums[Problem.FIGURES + Problem.HELD_OUT]);
        return new double[] {sums[0] / sums[Problem.FIGURES], sums[1] / sums[Problem.FIGURES + 1]};
    }

    @Test
    void everyModelThatWaitsComesToTheSameGoodEnd() {
        for (double skew : new double[] {0, 1}) {
            var slow = problem(TRAINER.withClocks(1, 1), skew, 300);
            TableView best = trained(slow, SyncModel.bsp());
            assertTrue(Clouds.slope(slow.trainer(), slow.trainer().model(best), TRAIN) < 0.006);
            double[] expected = figures(slow, best);
            assertTrue(slow.accuracy(best) > 0.9);

            // Workers of one class pull apart within a round, so rounds end a little beside the
            // best.
            double heldOutMax = skew == 0 ? 0.05 : 0.2;
            var rounds = problem(TRAINER.withClocks(2, 4).withLearningRate(0.1), skew, 300);
            for (SyncModel model :
                    List.of(
                            SyncModel.localSgd(Coarse.FULL),
                            SyncModel.localSgd(4),
                            SyncModel.overlappedSgd(4))) {
                double[] found = figures(rounds, trained(rounds, model));
                assertEquals(expected[0], found[0], 0.05 * expected[0], model + ", skew " + skew);
                assertEquals(
                        expected[1], found[1], heldOutMax * expected[1], model + ", skew " + skew);
            }
        }
    }

    /** The mean over workers of their steps, weighted by what they have, is the step of one who has all. */
    @Test
    void aClockOfManyWorkersIsTheClockOfOne() {
        var many = problem(TRAINER.withClocks(1, 1), 1, 10);
        var one =
                new LogisticProblem(
                        many.trainer(), TRAIN, TEST, new LabelSkew(0, Clouds.CLASSES, 1, 1, 7), 10);
        double[] together = figures(many, trained(many, SyncModel.bsp()));
        var run = new Run(scenario(one, SyncModel.bsp(), 1));
        run.play();
        double[] alone = figures(one, copy(run, scenario(one, SyncModel.bsp(), 1).job(), 0));
        assertArrayEquals(alone, together, 1e-5);
        assertTrue(alone[0] < 0.9 * Math.log(Clouds.CLASSES), "there were steps");
    }

    @Test
    void momentumBetweenRoundsComesFartherInAsManyRounds() {
        var plain = problem(TRAINER.withClocks(1, 4).withLearningRate(0.02), 0, 20);
        var outer = OuterFunction.nesterov(1.0, 0.9);
        var pushed = problem(plain.trainer().withOuter(outer), 0, 20);
        SyncModel model = SyncModel.localSgd(Coarse.FULL);
        assertTrue(
                figures(pushed, trained(pushed, model))[0]
                        < 0.8 * figures(plain, trained(plain, model))[0]);
    }

    @Test
    void threeRegionsEndWithTheBitsOfOneAndCrashesChangeNone() {
        var bsp = problem(TRAINER.withClocks(4, 1), 0.7, 12);
        endsWithTheBitsOfOneRegion(bsp, SyncModel.bsp());
        var rounds = problem(TRAINER.withClocks(4, 5), 0.7, 12);
        endsWithTheBitsOfOneRegion(rounds, SyncModel.localSgd(Coarse.FULL));
    }

    private static void endsWithTheBitsOfOneRegion(LogisticProblem problem, SyncModel model) {
        long[] alone = Cases.run("alone", scenario(problem, model, 1)).digests()[0];
        Outcome calm = Cases.run("calm", scenario(problem, model, REGIONS));
        areAll(alone, calm, model.name());
        assertTrue(alone[0] != Cases.run("", scenario(other(problem), model, 1)).digests()[0][0]);
        long nanos = (long) (calm.seconds() * Cases.SECOND);
        for (int time = 1; time < 6; time++) {
            long at = nanos * time / 6;
            long until = at + Cases.SECOND / 2;
            for (Fault fault :
                    List.of(
                            new Fault.Crash(at, time % REGIONS, Fault.Tail.LOST, true, until),
                            new Fault.WorkerCrash(at, time % 6, until),
                            new Fault.Zombie(at, time % 6, until))) {
                Scenario<?, ?> scenario = scenario(problem, model, REGIONS);
                scenario.faults(Faults.of(until, fault));
                areAll(alone, Cases.run(fault.toString(), scenario), model + ", " + fault);
            }
        }
    }

    /** The check would notice if it were not so. */
    private static LogisticProblem other(LogisticProblem problem) {
        var spread = new LabelSkew(0.7, Clouds.CLASSES, REGIONS, 2, 8);
        return new LogisticProblem(problem.trainer(), TRAIN, TEST, spread, problem.clocks());
    }

    private static void areAll(long[] alone, Outcome outcome, String what) {
        for (long[] region : outcome.digests()) {
            assertArrayEquals(alone, region, what);
        }
    }

    @Test
    void divergenceEndsTheRunAndSaysWhatToLower() {
        var wild = problem(TRAINER.withLearningRate(100), 0, 50);
        Outcome outcome = new Run(scenario(wild, SyncModel.bsp(), REGIONS)).play();
        assertTrue(
                outcome.failure().contains("lower the learning rate")
                        && outcome.failure().contains("clock "),
                outcome.failure());
    }

    @Test
    void manyExamplesAreSampledForTheObjective() {
        var train = Clouds.examples(1, 12_000);
        var problem = new LogisticProblem(TRAINER, train, TEST, new LabelSkew(0, 4, 3, 2, 7), 1);
        double[] sums = new double[2 * Problem.FIGURES];
        var copy = new TableView(TRAINER.tables());
        for (int row = 0; row < TRAINER.tables().get(0).rows(); row++) {
            copy.put(0, row, new int[TRAINER.tables().get(0).width()]);
        }
        for (int worker = 0; worker < 6; worker++) {
            problem.judge(copy, worker, null, sums);
        }
        assertEquals(4000, sums[Problem.FIGURES], 6);
        assertEquals(Math.log(4), sums[0] / sums[Problem.FIGURES], 1e-9);
    }
}
