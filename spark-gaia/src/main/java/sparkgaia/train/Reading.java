package sparkgaia.train;

import sparkgaia.core.Invariant;
import sparkgaia.core.Job;
import sparkgaia.core.message.Reply.Pulled;
import sparkgaia.core.message.Request.Pull;
import sparkgaia.core.table.RowSpace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows of one clock as they come in: first those that may be read at once, then, for a trainer that does not wait,
 * those that were barred. Late rows are held back until the first half of the clock is over, so that what a step finds
 * barred stays barred while it runs.
 */
final class Reading {
    private record Late(int partition, Pull pull, Pulled pulled) {}

    private final Job job;
    private final TableView view;
    private final List<KnownRows> known;
    private final int[][] ids;
    private final int size;
    private final RowSet.Builder barred = RowSet.builder();
    private final List<Late> late = new ArrayList<>();
    private int barredSize;
    private int lateAwaited;
    private int firstAwaited;

    Reading(Job job, TableView view, List<KnownRows> known, RowSet set) {
        this.job = job;
        this.view = view;
        this.known = known;
        this.size = set.size();
        this.ids = numbers(job, set);
        this.firstAwaited = ids.length;
    }

    /** The numbers of a set's rows, partition by partition. */
    private static int[][] numbers(Job job, RowSet set) {
        var builders = new ArrayList<IntStream.Builder>();
        for (int partition = 0; partition < job.partitions(); partition++) {
            builders.add(IntStream.builder());
        }
        for (int table = 0; table < set.tables(); table++) {
            for (int row : set.rows(table)) {
                Invariant.check(
                        row < job.tables().get(table).rows(),
                        "a trainer reads rows of its tables only");
                int partition = RowSpace.partitionOf(table, row, job.partitions());
                builders.get(partition).add(job.space(partition).id(table, row));
            }
        }
        return builders.stream().map(builder -> builder.build().toArray()).toArray(int[][]::new);
    }

    int[] ids(int partition) {
        return ids[partition];
    }

    void first(int partition, Pull pull, Pulled pulled) {
        RowSpace space = job.space(partition);
        put(partition, pull, pulled);
        for (int id : pulled.barred()) {
            view.bar(space.table(id), space.row(id));
            barred.add(space.table(id), space.row(id));
        }
        barredSize += pulled.barred().length;
        lateAwaited += pulled.barred().length == 0 ? 0 : 1;
        firstAwaited--;
    }

    void late(int partition, Pull pull, Pulled pulled) {
        late.add(new Late(partition, pull, pulled));
        lateAwaited--;
    }

    boolean isFirstComplete() {
        return firstAwaited == 0;
    }

    boolean isLateComplete() {
        return lateAwaited == 0;
    }

    boolean hasBarred() {
        return barredSize > 0;
    }

    RowSet barred() {
        return barred.build();
    }

    /** Lets the rows that were barred be read. */
    void unbar() {
        late.forEach(part -> put(part.partition(), part.pull(), part.pulled()));
    }

    /** The part of a clock's work that is about barred rows. */
    long barredPart(long work) {
        return barredSize == 0 ? 0 : (long) ((double) work * barredSize / size);
    }

    /** The part of the rows that is barred. */
    double barredPart() {
        return barredSize == 0 ? 0 : (double) barredSize / size;
    }

    private void put(int partition, Pull pull, Pulled pulled) {
        RowSpace space = job.space(partition);
        KnownRows rows = known.get(partition);
        rows.take(pull, pulled);
        for (int id : pull.ids()) {
            if (Arrays.binarySearch(pulled.barred(), id) < 0) {
                view.put(space.table(id), space.row(id), rows.get(id));
            }
        }
    }
}
