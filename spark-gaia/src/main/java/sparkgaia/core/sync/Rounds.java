package sparkgaia.core.sync;

import sparkgaia.core.Record;
import sparkgaia.core.Record.Image.OuterStates;
import sparkgaia.core.Record.Image.RoundResidual;
import sparkgaia.core.Record.Image.RoundSum;
import sparkgaia.core.Record.Image.RoundsAt;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.table.CellOverflow;
import sparkgaia.core.table.Coarse;
import sparkgaia.core.table.RowMap;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;
import sparkgaia.core.table.Values;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Sums of clocks that are not complete, for models that apply a clock as a whole: every region's deltas of a clock are
 * collected, in whatever order they come, and become part of the value at once when the clock is complete. Under local
 * SGD a clock is a round, whose sum goes through the table's outer function; integers in, integers out, so every region
 * computes the same.
 */
public final class Rounds {
    /** A weight of one, in the fixed point of weights. */
    public static final long WEIGHT_ONE = 1L << 30;

    private final RowSpace space;
    private final SyncModel model;
    private final TreeMap<Integer, Round> open = new TreeMap<>();
    private final TreeMap<Integer, int[]> outerState = new TreeMap<>();
    private final RowMap residual;
    private int settled = Clocks.NONE;

    private static final class Round {
        private final RowMap sum;
        private long weight;

        Round(RowSpace space) {
            this.sum = new RowMap(space);
        }
    }

    public Rounds(RowSpace space, SyncModel model) {
        this.space = space;
        this.model = model;
        this.residual = new RowMap(space);
    }

    /** Collects deltas of a clock; what comes after the clock was settled counts as the next that is open. */
    public void add(int clock, Rows rows, long weight) {
        Round round = open.computeIfAbsent(Math.max(clock, settled + 1), key -> new Round(space));
        round.sum.add(rows);
        round.weight += weight;
    }

    /** The coarse part of the region's own sum of a round; what is cut off is kept for the next, if there is one. */
    public Rows coarsen(int clock, Rows own, boolean isLast) {
        if (!model.rounds() || clock == 0 || model.roundBits() >= Coarse.FULL) {
            return own;
        }
        residual.add(own);
        if (isLast) {
            Rows all = residual.toRows();
            residual.clear();
            return all;
        }
        var part = new RowMap(space);
        for (int id = residual.next(0); id >= 0; id = residual.next(id + 1)) {
            int[] coarse = Coarse.part(residual.get(id), model.roundBits());
            residual.subtract(id, coarse);
            part.add(id, coarse);
        }
        return part.toRows();
    }

    /** Whether something was collected that is not part of the value yet. */
    public boolean hasOpen() {
        return !open.isEmpty();
    }

    public int settled() {
        return settled;
    }

    /** A newcomer begins after this clock. */
    public void beginAfter(int clock) {
        settled = clock;
    }

    /** Makes a complete clock part of the value. */
    public void settle(int clock, Values values) {
        settled = clock;
        Round round = open.remove(clock);
        if (round == null) {
            return;
        }
        boolean isOuter = model.rounds() && clock > 0;
        for (int id = round.sum.next(0); id >= 0; id = round.sum.next(id + 1)) {
            values.add(id, isOuter ? outer(id, round) : round.sum.get(id));
        }
    }

    private int[] outer(int id, Round round) {
        TableSpec spec = space.spec(id);
        int[] merged = round.sum.get(id).clone();
        if (spec.merge() == TableSpec.Merge.MEAN && round.weight > 0) {
            for (int i = 0; i < merged.length; i++) {
                double mean = (double) merged[i] * WEIGHT_ONE / round.weight;
                merged[i] = toCell(id, Math.rint(mean));
            }
        }
        int[] state =
                outerState.computeIfAbsent(
                        id, key -> new int[spec.outer().stateWidth(spec.width())]);
        int[] change = new int[merged.length];
        try {
            spec.outer().change(merged, state, change);
        } catch (ArithmeticException overflow) {
            throw new CellOverflow(spec, space.row(id), 2.0 * Integer.MAX_VALUE);
        }
        return change;
    }

    private int toCell(int id, double value) {
        if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
            throw new CellOverflow(space.spec(id), space.row(id), value);
        }
        return (int) value;
    }

    /** What was cut off the region's own sums and not shared yet. */
    public Rows residual() {
        return residual.toRows();
    }

    /** What was collected for tables of weights and is not part of the value yet. */
    public Rows unsettledWeights() {
        var weights = new RowMap(space);
        weights.add(unsettled());
        for (int id = weights.next(0); id >= 0; id = weights.next(id + 1)) {
            if (space.spec(id).isCounts()) {
                weights.remove(id);
            }
        }
        return weights.toRows();
    }

    /** All that was collected and is not part of the value yet. */
    public Rows unsettled() {
        var all = new RowMap(space);
        for (Map.Entry<Integer, Round> entry : open.entrySet()) {
            all.add(entry.getValue().sum.toRows());
        }
        return all.toRows();
    }

    /** The outer function's state of every row that has one, for a rebase. */
    public Map<Integer, int[]> outerState() {
        return outerState;
    }

    /**
     * An agreed copy was taken: it holds what was collected and not settled, and every member's counts in full, what
     * was cut off them too.
     */
    public void takeOver(int[] ids, int[][] states) {
        open.clear();
        for (int id = residual.next(0); id >= 0; id = residual.next(id + 1)) {
            if (space.spec(id).isCounts()) {
                residual.remove(id);
            }
        }
        outerState.clear();
        for (int i = 0; i < ids.length; i++) {
            outerState.put(ids[i], states[i].clone());
        }
    }

    /** Writes these rounds as a part of an image. */
    public void image(Consumer<Record> sink) {
        sink.accept(new RoundsAt(settled));
        for (Map.Entry<Integer, Round> entry : open.entrySet()) {
            int clock = entry.getKey();
            Round round = entry.getValue();
            if (round.sum.isEmpty()) {
                sink.accept(new RoundSum(clock, round.weight, Rows.EMPTY));
            }
            round.sum.slices(rows -> sink.accept(new RoundSum(clock, round.weight, rows)));
        }
        residual.slices(rows -> sink.accept(new RoundResidual(rows)));
        var some = new TreeMap<Integer, int[]>();
        long size = 0;
        for (Map.Entry<Integer, int[]> entry : outerState.entrySet()) {
            // The outer function writes into its state.
            some.put(entry.getKey(), entry.getValue().clone());
            size += 1 + entry.getValue().length;
            if (size >= Rows.SLICE_CELLS) {
                sink.accept(new OuterStates(Rows.of(some)));
                some.clear();
                size = 0;
            }
        }
        if (!some.isEmpty()) {
            sink.accept(new OuterStates(Rows.of(some)));
        }
    }

    /** Takes a part of an image. */
    public void restore(Record.Image.OfRounds image) {
        if (image instanceof RoundsAt at) {
            settled = at.settled();
        } else if (image instanceof RoundSum part) {
            Round round = open.computeIfAbsent(part.clock(), key -> new Round(space));
            round.sum.add(part.rows());
            round.weight = part.weight();
        } else if (image instanceof RoundResidual part) {
            residual.add(part.rows());
        } else if (image instanceof OuterStates part) {
            for (int i = 0; i < part.states().size(); i++) {
                outerState.put(part.states().ids()[i], part.states().cells()[i].clone());
            }
        }
    }
}
