package sparkgaia.lab.study;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.Region;
import sparkgaia.core.table.Values;
import sparkgaia.lab.Observer;
import sparkgaia.lab.Run;
import sparkgaia.train.TableView;

import java.util.ArrayList;
import java.util.List;

/**
 * How good the model is while a run goes on: the consensus of all regions, and the regions' own copies each with its own
 * workers. Looked at whenever all workers together have gone so many clocks further.
 */
final class Course<S> implements Observer {
    private final Problem<?, S> problem;
    private final Job job;
    private final Run run;
    private final Consensus consensus;
    private final long clocksBetween;
    private final List<Look> looks = new ArrayList<>();
    private long next;

    Course(Problem<?, S> problem, Job job, Run run, Consensus consensus, int clocksBetween) {
        this.problem = problem;
        this.job = job;
        this.run = run;
        this.consensus = consensus;
        this.clocksBetween = (long) clocksBetween * job.workers();
        this.next = this.clocksBetween;
    }

    @Override
    public void after(
            long nanos,
            int region,
            int partition,
            Region state,
            Event event,
            List<Effect> effects) {
        if (partition == 0 && consensus.clocks() >= next) {
            next = consensus.clocks() + clocksBetween;
            looks.add(look(nanos * 1e-9));
        }
    }

    private Look look(double seconds) {
        boolean isMerged = job.model().rounds();
        double[] own = judge(null);
        return new Look(
                seconds,
                (double) consensus.clocks() / job.workers(),
                isMerged ? judge(copy(0)) : judge(consensus.view()),
                own);
    }

    /** What one copy is worth to all workers; without a copy, what each region's is to its own. */
    private double[] judge(TableView shared) {
        double[] sums = new double[2 * Problem.FIGURES];
        for (int region = 0; region < job.regions(); region++) {
            TableView copy = shared == null ? copy(region) : shared;
            for (int worker : job.workersOf(region)) {
                problem.judge(copy, worker, shard(worker), sums);
            }
        }
        double[] figures = new double[Problem.FIGURES];
        for (int figure = 0; figure < figures.length; figure++) {
            figures[figure] = problem.told(figure, sums[figure] / sums[Problem.FIGURES + figure]);
        }
        return figures;
    }

    private TableView copy(int region) {
        var values = new Values[job.partitions()];
        for (int partition = 0; partition < values.length; partition++) {
            values[partition] = run.region(region, partition).values();
        }
        return Consensus.view(job, values);
    }

    @SuppressWarnings("unchecked")
    private S shard(int worker) {
        return (S) run.shard(worker);
    }

    List<Look> looks() {
        return looks;
    }

    /** After the end, too. */
    List<Fact> facts() {
        var copies = new ArrayList<TableView>();
        for (int region = 0; region < job.regions(); region++) {
            copies.add(copy(region));
        }
        var shards = new ArrayList<S>();
        for (int worker = 0; worker < job.workers(); worker++) {
            shards.add(shard(worker));
        }
        return problem.facts(copies, shards);
    }

    /** After the end, when all copies are the same: the last look. */
    double[] atEnd(double seconds) {
        double[] end = judge(copy(0));
        // There are no updates any more, and the last clock's were told already.
        end[Problem.SMALL_UPDATES] = Double.NaN;
        looks.add(new Look(seconds, (double) consensus.clocks() / job.workers(), end, end));
        return end;
    }
}
