package sparkgaia.lab.study;

import sparkgaia.core.table.Range;
import sparkgaia.train.TableView;
import sparkgaia.train.linear.Example;
import sparkgaia.train.linear.LinearModel;
import sparkgaia.train.linear.LogisticShard;
import sparkgaia.train.linear.LogisticTrainer;

import java.util.ArrayList;
import java.util.List;

/**
 * Multinomial logistic regression. The objective is the mean cross-entropy with the regularisation, on a sample of what
 * is trained on; held out is the mean cross-entropy of examples that are trained on nowhere. Convex, so there is one best
 * copy and every model can be held to it.
 */
public final class LogisticProblem implements Problem<Example, LogisticShard> {
    /** So many examples tell the objective well enough; it is asked at every look at a run. */
    private static final int SAMPLE_MAX = 4_000;

    private final LogisticTrainer trainer;
    private final List<List<Example>> shards;
    private final List<List<Example>> heldOut;
    private final int clocks;
    private final long seed;
    private final int sampleStep;

    /** @param train spread over the workers as {@code skew} says, whose seed is the training's too; {@code test} is spread evenly, for judging only */
    public LogisticProblem(
            LogisticTrainer trainer,
            List<Example> train,
            List<Example> test,
            LabelSkew skew,
            int clocks) {
        Range.check("clocks", clocks, 1, 1 << 30);
        Range.check("examples to train on", train.size(), 1, Integer.MAX_VALUE);
        this.trainer = trainer;
        this.clocks = clocks;
        this.seed = skew.seed();
        this.shards = empty(skew.workers());
        this.heldOut = empty(skew.workers());
        this.sampleStep = 1 + (train.size() - 1) / SAMPLE_MAX;
        for (int i = 0; i < train.size(); i++) {
            shards.get(skew.worker(i, train.get(i).label())).add(train.get(i));
        }
        for (int i = 0; i < test.size(); i++) {
            heldOut.get(i % skew.workers()).add(test.get(i));
        }
    }

    private static List<List<Example>> empty(int workers) {
        var lists = new ArrayList<List<Example>>();
        for (int worker = 0; worker < workers; worker++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }

    @Override
    public String name() {
        return "logreg";
    }

    @Override
    public LogisticTrainer trainer() {
        return trainer;
    }

    @Override
    public List<List<Example>> shards() {
        return shards;
    }

    @Override
    public int clocks() {
        return clocks;
    }

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public List<Fact> facts(List<TableView> copies, List<LogisticShard> workers) {
        return List.of(new Fact.Figure("accuracy", accuracy(copies.get(0))));
    }

    @Override
    public void judge(TableView copy, int worker, LogisticShard shard, double[] sums) {
        LinearModel model = trainer.model(copy);
        double penalty = trainer.l2() * model.halfSquares();
        List<Example> own = shards.get(worker);
        for (int i = worker % sampleStep; i < own.size(); i += sampleStep) {
            sums[OBJECTIVE] += model.loss(own.get(i)) + penalty;
            sums[FIGURES + OBJECTIVE]++;
        }
        for (Example example : heldOut.get(worker)) {
            sums[HELD_OUT] += model.loss(example);
            sums[FIGURES + HELD_OUT]++;
        }
    }

    /** The part of the held-out examples that a copy gets right. */
    public double accuracy(TableView copy) {
        LinearModel model = trainer.model(copy);
        long right = 0;
        long all = 0;
        for (List<Example> examples : heldOut) {
            for (Example example : examples) {
                right += model.predict(example.features()) == example.label() ? 1 : 0;
                all++;
            }
        }
        return (double) right / all;
    }
}
