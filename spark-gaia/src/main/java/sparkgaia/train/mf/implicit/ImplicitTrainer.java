package sparkgaia.train.mf.implicit;

import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.InitialValue;
import sparkgaia.core.table.Mix;
import sparkgaia.core.table.TableSpec;
import sparkgaia.train.Deltas;
import sparkgaia.train.Metrics;
import sparkgaia.train.RowSet;
import sparkgaia.train.ShardContext;
import sparkgaia.train.TableView;
import sparkgaia.train.Trainer;
import sparkgaia.train.mf.FactorCells;
import sparkgaia.train.mf.FactorRows;
import sparkgaia.train.mf.Rating;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.List;

/**
 * Factorisation of implicit ratings. In a clock a worker solves for some of its users, given the items, and then moves
 * every item along the slope that its users' factors give, by a step that the curvature over all regions' users scales.
 * The many pairs that were never seen cost nothing each: they are in the sum of users' squares, a small shared table.
 */
public final class ImplicitTrainer implements Trainer<Rating, ImplicitShard> {
    /** Factors of the items. */
    public static final int ITEMS = 0;

    /** {@link ItemCensus}, frozen. */
    static final int CENSUS = 1;

    /** How many users there are, frozen. */
    static final int USERS = 2;

    /** The mean of the squares of users' factors, row by row of the matrix. */
    static final int SQUARES = 3;

    private final ImplicitSettings settings;

    public ImplicitTrainer(ImplicitSettings settings) {
        this.settings = settings;
    }

    public ImplicitSettings settings() {
        return settings;
    }

    @Override
    public List<TableSpec> tables() {
        int rank = settings.rank();
        double deviation = 1 / Math.sqrt(rank);
        var first =
                new InitialValue.Even(settings.seed(), ITEMS, rank, deviation, FactorCells.SCALE);
        return List.of(
                TableSpec.sum("items", settings.items(), rank, FactorCells.SCALE)
                        .withInitial(first),
                TableSpec.sum("itemRatings", settings.items(), ItemCensus.WIDTH, 0).frozen(),
                TableSpec.sum("users", 1, 1, 0).frozen(),
                TableSpec.sum("userSquares", rank, rank, FactorCells.SCALE));
    }

    /** Every clock moves every item, and regions that hear of each other late move too far: so all is shared at once. */
    @Override
    public SyncModel model() {
        return SyncModel.bsp();
    }

    /**
     * The weighted squared error over all items of the users that a clock has solved for, and their ratings; the mean of
     * a rating is the part of the error that a model of nothing would have.
     */
    @Override
    public List<String> metrics() {
        return List.of("loss", "ratings");
    }

    @Override
    public long digest(Rating rating) {
        return Mix.hash(rating.user(), rating.item(), Float.floatToIntBits(rating.value()));
    }

    @Override
    public ImplicitShard open(ShardContext context, Iterator<Rating> records, Deltas out) {
        var shard = ImplicitShard.read(settings, context, records);
        int[][] census = ItemCensus.count(shard, settings.items());
        for (int item = 0; item < census.length; item++) {
            out.addExact(CENSUS, item, census[item]);
        }
        out.addExact(USERS, 0, new int[] {shard.users.length});
        return shard;
    }

    @Override
    public RowSet reads(ImplicitShard shard, int clock) {
        var reads = RowSet.builder().addRange(ITEMS, 0, settings.items());
        reads.addRange(SQUARES, 0, settings.rank());
        if (shard.census == null) {
            reads.addRange(CENSUS, 0, settings.items()).add(USERS, 0);
        }
        return reads.build();
    }

    @Override
    public void step(ImplicitShard shard, int clock, TableView in, Deltas out, Metrics metrics) {
        if (shard.census == null) {
            shard.census = new ItemCensus(in, settings.items());
        }
        new ImplicitStep(settings, shard, clock, items(shard, in)).run(in, out, metrics);
    }

    /** An item that nobody has rated has no factors. */
    private float[] items(ImplicitShard shard, TableView in) {
        int rank = settings.rank();
        float[] items = new float[settings.items() * rank];
        for (int item = 0; item < settings.items(); item++) {
            if (shard.census.ratings[item] > 0) {
                int[] cells = in.cells(ITEMS, item);
                for (int i = 0; i < rank; i++) {
                    items[item * rank + i] = number(cells[i]);
                }
            }
        }
        return items;
    }

    private float number(int cell) {
        return (settings.isNonnegative() ? Math.max(0, cell) : cell) * FactorCells.UNIT;
    }

    @Override
    public long work(ImplicitShard shard, int clock) {
        return shard.item.length;
    }

    /** The factors of the users that the clock has solved for. */
    @Override
    public byte[] patch(ImplicitShard shard, int clock) {
        if (clock == 0) {
            return NOTHING;
        }
        int rank = settings.rank();
        int[] solved = shard.solved(clock, settings);
        var patch = ByteBuffer.allocate(solved.length * rank * Float.BYTES);
        FloatBuffer factors = patch.asFloatBuffer();
        for (int place : solved) {
            factors.put(shard.factors, place * rank, rank);
        }
        return patch.array();
    }

    @Override
    public void apply(ImplicitShard shard, int clock, byte[] patch) {
        if (patch.length > 0) {
            int rank = settings.rank();
            FloatBuffer factors = ByteBuffer.wrap(patch).asFloatBuffer();
            for (int place : shard.solved(clock, settings)) {
                factors.get(shard.factors, place * rank, rank);
            }
        }
    }

    @Override
    public byte[] save(ImplicitShard shard) {
        return FactorCells.save(shard.factors);
    }

    @Override
    public ImplicitShard restore(ShardContext context, Iterator<Rating> records, byte[] save) {
        var shard = ImplicitShard.read(settings, context, records);
        FactorCells.restore(save, shard.factors);
        return shard;
    }

    /** The items' factors in tables that are complete; items without a rating are left out. */
    public FactorRows itemRows(TableView tables) {
        var rows = FactorRows.builder(settings.rank());
        for (int item = 0; item < settings.items(); item++) {
            if (tables.cells(CENSUS, item)[0] > 0) {
                float[] row = new float[settings.rank()];
                int[] cells = tables.cells(ITEMS, item);
                for (int i = 0; i < row.length; i++) {
                    row[i] = number(cells[i]);
                }
                rows.add(item, row);
            }
        }
        return rows.build();
    }

    /** The factors of a shard's users, solved for with tables that are complete; the shard stays as it is. */
    public FactorRows userRows(ImplicitShard shard, TableView tables) {
        if (shard.census == null) {
            shard.census = new ItemCensus(tables, settings.items());
        }
        var solver = new UserSolver(settings, shard, items(shard, tables));
        var rows = FactorRows.builder(settings.rank());
        for (int place = 0; place < shard.users.length; place++) {
            rows.add(shard.users[place], solver.solve(place));
        }
        return rows.build();
    }
}
