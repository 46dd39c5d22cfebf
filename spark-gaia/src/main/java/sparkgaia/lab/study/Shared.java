package sparkgaia.lab.study;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.Record;
import sparkgaia.core.Region;
import sparkgaia.core.table.Cells;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.lab.Observer;

import java.util.List;

/** How much of what regions have changed they share, and how many of a clock's changes are small. */
final class Shared implements Observer {
    private static final double SMALL = 0.01;

    private final Job job;
    private long changed;
    private long small;
    private long owed;
    private long sent;

    Shared(Job job) {
        this.job = job;
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
                take(partition, state, persist.record());
            }
        }
    }

    private void take(int partition, Region state, Record record) {
        if (record instanceof Record.PartStaged part && part.clock() > 0) {
            count(job.space(partition), state, part.rows());
        } else if (record instanceof Record.BatchSealed sealed && sealed.batch().clock() > 0) {
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
        owed += (long) rows.size() * (job.regions() - 1);
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
