package sparkgaia.lab.study;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.Record;
import sparkgaia.core.Region;
import sparkgaia.core.table.Cells;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.topology.Topology;
import sparkgaia.lab.Observer;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;

/**
 * How much of what regions have changed they share, and how many of a clock's changes are small. What a region changes in
 * a clock is one change for each row, however many of its workers change it; what regions send that forward for others
 * is not looked at, for it is not theirs alone.
 */
final class Shared implements Observer {
    private static final double SMALL = 0.01;

    /** Workers of a region are never so many clocks apart. */
    private static final int CLOCKS_APART_MAX = 64;

    private final Job job;
    private final List<TreeMap<Integer, BitSet>> rowsByClock = new ArrayList<>();
    private final int[] linksOf;
    private long changed;
    private long small;
    private long owed;
    private long sent;

    Shared(Job job) {
        this.job = job;
        for (int i = 0; i < job.regions() * job.partitions(); i++) {
            rowsByClock.add(new TreeMap<>());
        }
        linksOf = new int[rowsByClock.size()];
        for (int i = 0; i < linksOf.length; i++) {
            linksOf[i] = links(i / job.partitions(), i % job.partitions());
        }
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
                take(region, partition, state, persist.record());
            }
        }
    }

    private void take(int region, int partition, Region state, Record record) {
        int links = linksOf[region * job.partitions() + partition];
        if (record instanceof Record.PartStaged part && part.clock() > 0) {
            count(job.space(partition), state, part.rows());
            owed += (long) newRows(region, partition, part) * links;
        } else if (record instanceof Record.BatchSealed sealed
                && sealed.batch().clock() > 0
                && links > 0) {
            sent += sealed.batch().rows().size();
        }
    }

    private void count(RowSpace space, Region state, Rows rows) {
        for (int i = 0; i < rows.size(); i++) {
            int id = rows.ids()[i];
            if (space.spec(id).isShared()) {
                changed++;
                double change = Cells.norm(rows.cells()[i]);
                small += change < SMALL * Cells.norm(state.values().get(id)) ? 1 : 0;
            }
        }
    }

    /** Of the shared rows that a worker changed, those that no other of its region has changed in this clock. */
    private int newRows(int region, int partition, Record.PartStaged part) {
        TreeMap<Integer, BitSet> byClock = rowsByClock.get(region * job.partitions() + partition);
        byClock.headMap(part.clock() - CLOCKS_APART_MAX).clear();
        BitSet rows = byClock.computeIfAbsent(part.clock(), clock -> new BitSet());
        int before = rows.cardinality();
        for (int id : part.rows().ids()) {
            rows.set(id, job.space(partition).spec(id).isShared());
        }
        return rows.cardinality() - before;
    }

    /** Over how many links a region sends its own changes; none if it forwards. */
    private int links(int region, int partition) {
        Topology topology = job.topology(partition);
        for (int from : topology.incoming(region)) {
            if (topology.forwards(region, from).length > 0) {
                return 0;
            }
        }
        return topology.outgoing(region).length;
    }

    /** The part of the rows that a worker changed in a clock which it changed by less than 1 %. */
    double smallShare() {
        return changed == 0 ? Double.NaN : (double) small / changed;
    }

    /** The part of changes that were not sent as such, but later together with others. */
    double heldBackShare() {
        return owed == 0 ? Double.NaN : Math.max(0, 1 - (double) sent / owed);
    }
}
