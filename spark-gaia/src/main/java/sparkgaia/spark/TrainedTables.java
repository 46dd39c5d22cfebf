package sparkgaia.spark;

import sparkgaia.core.Job;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;
import sparkgaia.train.TableView;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The tables of a job as they are after training. */
public final class TrainedTables {
    /** An array's header and the reference to it. */
    private static final int ROW_BYTES = 20;

    private final List<TableSpec> specs;
    private final int[][][] cells;

    /** @param cells by table and row */
    public TrainedTables(List<TableSpec> specs, int[][][] cells) {
        this.specs = List.copyOf(specs);
        this.cells = cells;
    }

    static TrainedTables empty(Job job) {
        int[][][] cells = new int[job.tables().size()][][];
        for (int table = 0; table < cells.length; table++) {
            cells[table] = new int[job.tables().get(table).rows()][];
        }
        return new TrainedTables(job.tables(), cells);
    }

    void put(RowSpace space, Rows rows) {
        for (int i = 0; i < rows.size(); i++) {
            int id = rows.ids()[i];
            cells[space.table(id)][space.row(id)] = rows.cells()[i];
        }
    }

    public List<TableSpec> specs() {
        return specs;
    }

    /** The table of this name, as its place among all. */
    public int table(String name) {
        for (int table = 0; table < specs.size(); table++) {
            if (specs.get(table).name().equals(name)) {
                return table;
            }
        }
        throw new IllegalArgumentException(
                "no table is called "
                        + name
                        + "; there are "
                        + String.join(", ", specs.stream().map(TableSpec::name).toList()));
    }

    /** Not to be changed. */
    public int[] cells(int table, int row) {
        return cells[table][row];
    }

    public float[] floats(int table, int row) {
        int[] of = cells[table][row];
        float unit = Math.scalb(1.0f, -specs.get(table).scale());
        float[] numbers = new float[of.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = of[i] * unit;
        }
        return numbers;
    }

    /** Those that regions share, the rest left empty: what may be anywhere. */
    int[][][] shared() {
        int[][][] shared = new int[cells.length][][];
        for (int table = 0; table < cells.length; table++) {
            shared[table] = specs.get(table).isShared() ? cells[table] : new int[0][];
        }
        return shared;
    }

    /** The SHA-256 of those that regions share, in hex. */
    public String digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (int[][] table : shared()) {
                for (int[] row : table) {
                    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * row.length);
                    bytes.asIntBuffer().put(row);
                    sha.update(bytes);
                }
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** What they take in memory. */
    public long estimatedBytes() {
        long bytes = 0;
        for (TableSpec spec : specs) {
            bytes += (long) spec.rows() * (ROW_BYTES + (long) Integer.BYTES * spec.width());
        }
        return bytes;
    }

    /** As a trainer reads them. */
    public TableView view() {
        var view = new TableView(specs);
        for (int table = 0; table < cells.length; table++) {
            for (int row = 0; row < cells[table].length; row++) {
                view.put(table, row, cells[table][row]);
            }
        }
        return view;
    }
}
