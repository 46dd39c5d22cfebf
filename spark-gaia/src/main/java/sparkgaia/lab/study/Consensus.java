package sparkgaia.lab.study;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.Record;
import sparkgaia.core.Region;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.Values;
import sparkgaia.lab.Observer;
import sparkgaia.train.TableView;

import java.util.List;

/**
 * The model that all regions would have if everything were shared at this moment: the sum of all commits that count in
 * their own region. No region holds it while a job runs. It counts how far the workers are, too.
 *
 * <p>It goes by what regions decide. If one dies and a worker's next attempt adds something else than the one that was
 * lost, which models that wait for no settled clock allow, it is off by the difference.
 */
final class Consensus implements Observer {
    private final Job job;
    private final Values[] values;
    private final Rows[][] staged;
    private final int[] clockOf;
    private long clocks;

    Consensus(Job job) {
        this.job = job;
        this.values = new Values[job.partitions()];
        for (int partition = 0; partition < values.length; partition++) {
            values[partition] = new Values(job.space(partition));
        }
        this.staged = new Rows[job.partitions()][job.workers()];
        this.clockOf = new int[job.partitions() * job.workers()];
    }

    @Override
    public void after(
            long nanos,
            int region,
            int partition,
            Region state,
            Event event,
            List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Persist persist) {
                take(region, partition, persist.record());
            }
        }
    }

    private void take(int region, int partition, Record record) {
        if (record instanceof Record.PartStaged part) {
            staged[partition][part.worker()] = part.rows();
        } else if (record instanceof Record.Progressed progressed) {
            int[] workers = job.workersOf(region);
            for (int place = 0; place < workers.length; place++) {
                advance(partition, workers[place], progressed.clocks()[place]);
            }
        }
    }

    private void advance(int partition, int worker, int clock) {
        int at = partition * job.workers() + worker;
        // A clock is kept one higher, so that nothing stands for "not even clock 0".
        if (clock + 1 > clockOf[at]) {
            clockOf[at] = clock + 1;
            values[partition].add(staged[partition][worker]);
            clocks += partition == 0 && clock > 0 ? 1 : 0;
        }
    }

    /** Clocks of workers that count, all together. */
    long clocks() {
        return clocks;
    }

    TableView view() {
        return view(job, values);
    }

    /** All rows of a copy; they are not copied. */
    static TableView view(Job job, Values[] values) {
        var view = new TableView(job.tables());
        for (int partition = 0; partition < values.length; partition++) {
            RowSpace space = job.space(partition);
            for (int id = 0; id < space.size(); id++) {
                view.put(space.table(id), space.row(id), values[partition].get(id));
            }
        }
        return view;
    }
}
