package sparkgaia.train.mf;

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

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Matrix factorisation by stochastic gradient descent. A worker goes through a slice of its ratings in a clock, on a copy
 * of the items' factors that it keeps up to date by itself, and adds what became of them.
 *
 * <p>The deltas of all regions are summed, so an item that everybody rates would be moved too far: its step is capped by
 * the ratings that all regions have of it, which the census of clock 0 counts.
 */
public final class MfTrainer implements Trainer<Rating, MfShard> {
    /** Factors of the items, with the bias last. */
    public static final int ITEMS = 0;

    /** Ratings of an item in all regions, frozen. */
    static final int CENSUS = 1;

    /** Sums of ratings, frozen: {@link RatingScale}. */
    static final int SCALE = 2;

    /** Factors of the users, if they have a table. */
    static final int USERS = 3;

    public static final int HELD_OUT_METRIC = 2;

    private static final double FIRST_DEVIATION = 0.1;
    private static final double BUDGET = 0.5;
    private static final int BITS = 4;
    private static final int AGE = 32;
    private static final int SLACK = 2;
    private static final double RATION = 1.0 / 16;

    private final MfSettings settings;
    private final MfKernel kernel;
    private final int width;

    public MfTrainer(MfSettings settings) {
        this.settings = settings;
        this.kernel = new MfKernel(settings);
        this.width = settings.width();
    }

    public MfSettings settings() {
        return settings;
    }

    @Override
    public List<TableSpec> tables() {
        var tables = new ArrayList<TableSpec>();
        tables.add(factors("items", settings.items(), ITEMS));
        tables.add(TableSpec.sum("itemRatings", settings.items(), 1, 0).frozen());
        tables.add(TableSpec.sum("scale", 1, RatingScale.WIDTH, 0).frozen());
        if (settings.hasUserTable()) {
            TableSpec users = factors("users", settings.users(), USERS);
            boolean isShared = settings.userFactors() == MfSettings.UserFactors.SHARED;
            tables.add(isShared ? users : users.regional());
        }
        return tables;
    }

    private TableSpec factors(String name, int rows, int table) {
        return TableSpec.sum(name, rows, width, FactorCells.SCALE).withInitial(first(table));
    }

    /** Factors before training, spread evenly; a bias begins at zero. */
    private InitialValue.Even first(int table) {
        return new InitialValue.Even(
                settings.seed(), table, settings.rank(), FIRST_DEVIATION, FactorCells.SCALE);
    }

    @Override
    public SyncModel model() {
        return SyncModel.gaia(BUDGET, BITS, AGE, SLACK).withRation(RATION);
    }

    /**
     * Squared errors are of the numbers that are trained, so their mean is the part of the variance that is left. Those
     * of ratings that are held out, if there are any, are from {@link #HELD_OUT_METRIC} on.
     */
    @Override
    public List<String> metrics() {
        return settings.hasHeldOut()
                ? List.of("squaredError", "ratings", "heldOutSquaredError", "heldOutRatings")
                : List.of("squaredError", "ratings");
    }

    @Override
    public long digest(Rating rating) {
        return Mix.hash(rating.user(), rating.item(), Float.floatToIntBits(rating.value()));
    }

    @Override
    public MfShard open(ShardContext context, Iterator<Rating> records, Deltas out) {
        var shard = read(context, records);
        var scale = new RatingScale.Builder();
        for (MfShard.Slice slice : shard.slices) {
            int[] ratings = new int[slice.items.length];
            for (int i = 0; i < slice.size(); i++) {
                ratings[slice.item[i]]++;
                scale.add(slice.value[i]);
            }
            for (int item = 0; item < ratings.length; item++) {
                out.addExact(CENSUS, slice.items[item], new int[] {ratings[item]});
            }
        }
        out.addExact(SCALE, 0, scale.toCells());
        return shard;
    }

    private MfShard read(ShardContext context, Iterator<Rating> records) {
        var shard = MfShard.read(settings, context, records);
        InitialValue.Even first = first(USERS);
        for (int at = 0; at < shard.factors.length; at++) {
            if (at % width < settings.rank()) {
                int user = shard.users[at / width];
                double factor = first.number(user, at % width);
                shard.factors[at] =
                        (float) (settings.isNonnegative() ? Math.max(0, factor) : factor);
            }
        }
        return shard;
    }

    @Override
    public RowSet reads(MfShard shard, int clock) {
        var reads = RowSet.builder();
        add(shard, shard.slice(clock), reads);
        if (settings.hasHeldOut()) {
            add(shard, shard.heldOut(clock), reads);
        }
        if (!shard.hasCensus()) {
            reads.addRange(CENSUS, 0, settings.items()).add(SCALE, 0);
        }
        return reads.build();
    }

    private void add(MfShard shard, MfShard.Slice slice, RowSet.Builder reads) {
        for (int item : slice.items) {
            reads.add(ITEMS, item);
        }
        if (settings.hasUserTable()) {
            for (int user : shard.usersOf(slice)) {
                reads.add(USERS, user);
            }
        }
    }

    @Override
    public boolean waitsForBarred() {
        return false;
    }

    @Override
    public void step(MfShard shard, int clock, TableView in, Deltas out, Metrics metrics) {
        if (!shard.hasCensus()) {
            readCensus(shard, in);
        }
        new MfStep(settings, kernel, shard, clock).first(in, out, metrics);
    }

    @Override
    public void stepBarred(
            MfShard shard, int clock, RowSet barred, TableView in, Deltas out, Metrics metrics) {
        new MfStep(settings, kernel, shard, clock).rest(barred, in, out, metrics);
    }

    @Override
    public long work(MfShard shard, int clock) {
        return shard.slice(clock).size();
    }

    /** The factors of the clock's users, unless they have a table. */
    @Override
    public byte[] patch(MfShard shard, int clock) {
        if (clock == 0 || settings.hasUserTable()) {
            return NOTHING;
        }
        int[] users = shard.slice(clock).users;
        var patch = ByteBuffer.allocate(users.length * width * Float.BYTES);
        FloatBuffer factors = patch.asFloatBuffer();
        for (int place : users) {
            factors.put(shard.factors, place * width, width);
        }
        return patch.array();
    }

    @Override
    public void apply(MfShard shard, int clock, byte[] patch) {
        FloatBuffer factors = ByteBuffer.wrap(patch).asFloatBuffer();
        for (int place : patch.length == 0 ? new int[0] : shard.slice(clock).users) {
            factors.get(shard.factors, place * width, width);
        }
    }

    @Override
    public byte[] save(MfShard shard) {
        return FactorCells.save(shard.factors);
    }

    /** The census is read again, so it is not in the save. */
    @Override
    public MfShard restore(ShardContext context, Iterator<Rating> records, byte[] save) {
        var shard = read(context, records);
        FactorCells.restore(save, shard.factors);
        return shard;
    }

    /** For judging a shard that has trained no clock since it was restored: the census, from tables that are complete. */
    public void readCensus(MfShard shard, TableView tables) {
        int[] ratings = new int[settings.items()];
        for (int item = 0; item < ratings.length; item++) {
            ratings[item] = tables.cells(CENSUS, item)[0];
        }
        shard.setCensus(ratings, new RatingScale(tables.cells(SCALE, 0)), settings.isBiased());
    }

    /** What makes rows of factors predict ratings, from tables that are complete. */
    public Folding folding(TableView tables) {
        var scale = new RatingScale(tables.cells(SCALE, 0));
        return settings.isBiased()
                ? new Folding(true, scale.mean(), scale.deviation())
                : new Folding(false, 0, scale.size());
    }

    /** The items' rows in tables that are complete; items without a rating are left out. */
    public FactorRows itemRows(TableView tables) {
        Folding folding = folding(tables);
        var rows = FactorRows.builder(folding.width(settings.rank()));
        for (int item = 0; item < settings.items(); item++) {
            if (tables.cells(CENSUS, item)[0] > 0) {
                rows.add(item, folding.item(factors(tables, ITEMS, item)));
            }
        }
        return rows.build();
    }

    /** The rows of users who have a table. */
    public FactorRows userRows(TableView tables) {
        Folding folding = folding(tables);
        var rows = FactorRows.builder(folding.width(settings.rank()));
        for (int user = 0; user < settings.users(); user++) {
            rows.add(user, folding.user(factors(tables, USERS, user)));
        }
        return rows.build();
    }

    private float[] factors(TableView tables, int table, int row) {
        int[] cells = tables.cells(table, row);
        float[] numbers = new float[width];
        for (int i = 0; i < width; i++) {
            numbers[i] = settings.number(cells[i]);
        }
        return numbers;
    }

    /**
     * How well a copy of the tables explains a shard's ratings, and others of its users that it was not trained on; not
     * known before the first clock that a shard has trained since it was opened or restored.
     *
     * @param every only every so manieth of the shard's ratings is looked at
     */
    public MfErrors judge(TableView copy, MfShard shard, List<Rating> heldOut, int every) {
        return shard.hasCensus()
                ? new MfJudge(settings, kernel, copy, shard).judge(heldOut, every)
                : MfErrors.UNKNOWN;
    }
}
