package sparkgaia.lab.check;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.Record;
import sparkgaia.core.Region;
import sparkgaia.core.message.Reply;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.Values;
import sparkgaia.lab.Observer;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The tables by clock as a single region with all workers would have them. Under BSP whoever starts a clock reads
 * exactly the sum of all commits of all clocks before it (I7), and under SSP by clock of all but the last.
 */
final class TrueTable implements Observer {
    private final Job job;
    private final Reads reads;
    private final Rows[][] staged;
    private boolean isParted;
    private final List<TreeMap<Integer, Rows[]>> commits = new ArrayList<>();
    private final List<TreeMap<Integer, Books>> tables = new ArrayList<>();

    TrueTable(Job job, Reads reads) {
        this.job = job;
        this.reads = reads;
        this.staged = new Rows[job.partitions()][job.workers()];
        for (int partition = 0; partition < job.partitions(); partition++) {
            commits.add(new TreeMap<>());
            tables.add(new TreeMap<>());
        }
    }

    private boolean isKnown() {
        return job.model().isByClock()
                && !job.model().rounds()
                && job.policy() == Job.Policy.WAIT
                && !isParted;
    }

    @Override
    public void after(
            long nanos,
            int region,
            int partition,
            Region state,
            Event event,
            List<Effect> effects) {
        // From the first decision on, members may run without those who are being left.
        isParted |= state.view() > 0;
        if (!isKnown()) {
            return;
        }
        for (Effect effect : effects) {
            if (effect instanceof Effect.Persist persist) {
                take(region, partition, persist.record());
            } else if (effect instanceof Effect.Answer answer
                    && answer.reply() instanceof Reply.Pulled) {
                check(region, partition, reads.whole(partition, answer.worker()));
            }
        }
    }

    private void take(int region, int partition, Record record) {
        if (record instanceof Record.PartStaged part) {
            staged[partition][part.worker()] = part.rows();
        } else if (record instanceof Record.Progressed progressed) {
            int[] workers = job.workersOf(region);
            for (int place = 0; place < workers.length; place++) {
                Rows[] all =
                        commits.get(partition)
                                .computeIfAbsent(
                                        progressed.clocks()[place], key -> new Rows[job.workers()]);
                if (all[workers[place]] == null) {
                    all[workers[place]] = staged[partition][workers[place]];
                }
            }
        }
    }

    /** The table of a partition after a clock. */
    private Books table(int partition, int clock) {
        Books known = tables.get(partition).get(clock);
        if (known != null) {
            return known;
        }
        Books table;
        RowSpace space = job.space(partition);
        if (clock < 0) {
            table = new Books();
            for (int id = 0; id < space.size(); id++) {
                table.add(new Rows(new int[] {id}, new int[][] {Values.initial(space, id)}));
            }
        } else {
            table = table(partition, clock - 1).copy();
            Rows[] all = commits.get(partition).getOrDefault(clock, new Rows[job.workers()]);
            for (int worker = 0; worker < all.length; worker++) {
                Violation.check(
                        all[worker] != null,
                        "I5",
                        "clock %d is started without clock %d of worker %d",
                        clock + 1,
                        clock,
                        worker);
                table.add(all[worker]);
            }
        }
        tables.get(partition).put(clock, table);
        return table;
    }

    private void check(int region, int partition, Reply.Pulled pulled) {
        RowSpace space = job.space(partition);
        int overlap = pulled.clock() > 1 ? job.model().overlap() : 0;
        Books table = table(partition, pulled.clock() - 1 - overlap);
        for (int id : pulled.rows().ids()) {
            int[] read = pulled.rows().get(id);
            long[] expected = table.get(id);
            for (int k = 0; k < read.length && space.spec(id).isShared(); k++) {
                Violation.check(
                        read[k] == (expected == null ? 0 : expected[k]),
                        "I7",
                        "a worker of %s reads %d in %s for clock %d; in a single region it would read %d",
                        job.name(region),
                        read[k],
                        space.name(id),
                        pulled.clock(),
                        expected == null ? 0 : expected[k]);
            }
        }
    }
}
