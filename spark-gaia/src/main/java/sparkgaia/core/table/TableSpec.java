package sparkgaia.core.table;

import java.util.Objects;

/**
 * What a trainer declares of one table: {@code rows} rows of {@code width} cells, where a cell is an {@code int} times
 * {@code 2^-scale}. The initial value is a function of the row, so it never travels.
 *
 * @param isFrozen a census: written in clock 0 only
 * @param outer what turns a round's sum into the change of a row under local SGD; other models add deltas as they are
 */
public record TableSpec(
        String name,
        int rows,
        int width,
        int scale,
        Scope scope,
        Merge merge,
        boolean isFrozen,
        OuterFunction outer,
        InitialValue initial) {

    /** Who holds a copy: every region, or the region's own workers alone. */
    public enum Scope {
        SHARED,
        REGIONAL
    }

    /** How the deltas of workers add up: as they are, or weighted by each worker's share of the data. */
    public enum Merge {
        SUM,
        MEAN
    }

    public static final int ROWS_MAX = 1 << 28;
    public static final int WIDTH_MAX = 1 << 17;
    public static final int SCALE_MAX = 30;

    public TableSpec {
        Objects.requireNonNull(name);
        Range.check("rows of table " + name, rows, 1, ROWS_MAX);
        Range.check("width of table " + name, width, 1, WIDTH_MAX);
        Range.check("scale of table " + name, scale, 0, SCALE_MAX);
    }

    /** A shared table of sums that starts at zero: the plainest there is. */
    public static TableSpec sum(String name, int rows, int width, int scale) {
        return new TableSpec(
                name,
                rows,
                width,
                scale,
                Scope.SHARED,
                Merge.SUM,
                false,
                OuterFunction.IDENTITY,
                InitialValue.ZERO);
    }

    /** A shared table whose deltas are weighted by each worker's share of the data. */
    public static TableSpec mean(String name, int rows, int width, int scale) {
        return new TableSpec(
                name,
                rows,
                width,
                scale,
                Scope.SHARED,
                Merge.MEAN,
                false,
                OuterFunction.IDENTITY,
                InitialValue.ZERO);
    }

    public TableSpec frozen() {
        return new TableSpec(name, rows, width, scale, scope, merge, true, outer, initial);
    }

    public TableSpec regional() {
        return new TableSpec(
                name, rows, width, scale, Scope.REGIONAL, merge, isFrozen, outer, initial);
    }

    public TableSpec withOuter(OuterFunction function) {
        return new TableSpec(name, rows, width, scale, scope, merge, isFrozen, function, initial);
    }

    public TableSpec withInitial(InitialValue value) {
        return new TableSpec(name, rows, width, scale, scope, merge, isFrozen, outer, value);
    }

    public boolean isShared() {
        return scope == Scope.SHARED;
    }

    /** Exact counts: a rebase sums what the members added instead of taking one member's copy. */
    public boolean isCounts() {
        return scale == 0;
    }
}
