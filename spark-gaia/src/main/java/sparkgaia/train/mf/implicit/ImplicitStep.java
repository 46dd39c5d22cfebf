package sparkgaia.train.mf.implicit;

import sparkgaia.train.Deltas;
import sparkgaia.train.Diverged;
import sparkgaia.train.Metrics;
import sparkgaia.train.TableView;
import sparkgaia.train.mf.FactorCells;

/** One clock of a shard. */
final class ImplicitStep {
    private static final float CHANGE_MAX = 256;

    /**
     * How much more an item's ratings may bend in a direction than the mean of users tells: the step is shorter by so
     * much. At one, items that users of one kind rate oscillate if alpha is large.
     */
    private static final double CAUTION = 2;

    /** Directions in which users hardly differ are taken to bend by this part of the most. */
    private static final double FLAT = 1e-6;

    private final ImplicitSettings settings;
    private final ImplicitShard shard;
    private final int clock;
    private final int rank;
    private final float[] items;

    /** {@code items} are all items' factors, one after the other. */
    ImplicitStep(ImplicitSettings settings, ImplicitShard shard, int clock, float[] items) {
        this.settings = settings;
        this.shard = shard;
        this.clock = clock;
        this.rank = settings.rank();
        this.items = items;
    }

    void run(TableView in, Deltas out, Metrics metrics) {
        solveUsers(out, metrics);
        if (clock > 1 && clock < settings.clocks()) {
            moveItems(in, out);
        }
    }

    private void solveUsers(Deltas out, Metrics metrics) {
        var solver = new UserSolver(settings, shard, items);
        var change = new Symmetric(rank);
        double loss = 0;
        int ratings = 0;
        for (int place : shard.solved(clock, settings)) {
            change.addSquare(-1, shard.factors, place * rank);
            System.arraycopy(solver.solve(place), 0, shard.factors, place * rank, rank);
            change.addSquare(1, shard.factors, place * rank);
            loss += solver.loss(place);
            ratings += shard.end(place) - shard.begin(place);
        }
        if (!(Math.abs(loss) < Double.POSITIVE_INFINITY)) {
            throw diverged("a loss of " + loss);
        }
        metrics.add(0, loss * shard.census.meanShare(settings.alpha()));
        metrics.add(1, ratings);
        for (int row = 0; row < rank; row++) {
            float[] delta = new float[rank];
            for (int i = 0; i < rank; i++) {
                delta[i] = (float) (change.cells[row * rank + i] / shard.census.users);
                check(delta[i]);
            }
            out.add(ImplicitTrainer.SQUARES, row, delta);
        }
    }

    private void moveItems(TableView in, Deltas out) {
        double[] slopes = slopes();
        Symmetric mean = meanSquares(in);
        var step = settings.isNonnegative() ? new Bounded(mean, in) : new Free(mean);
        for (int item = 0; item < settings.items(); item++) {
            if (shard.census.ratings[item] > 0) {
                float[] delta = step.of(item, slopes);
                for (float change : delta) {
                    check(change);
                }
                out.add(ImplicitTrainer.ITEMS, item, delta);
            }
        }
    }

    /** Half of how much better the users of the shard are explained, for a little more of each factor of each item. */
    private double[] slopes() {
        var squares = new Symmetric(rank);
        double[] slopes = new double[items.length];
        for (int place = 0; place < shard.users.length; place++) {
            int user = place * rank;
            squares.addSquare(1, shard.factors, user);
            for (int i = shard.begin(place); i < shard.end(place); i++) {
                int at = shard.item[i] * rank;
                double score = 0;
                for (int j = 0; j < rank; j++) {
                    score += shard.factors[user + j] * items[at + j];
                }
                double surer = settings.alpha() * Math.abs(shard.value[i]);
                double pull = (shard.value[i] > 0 ? 1 + surer : 0) - surer * score;
                for (int j = 0; j < rank; j++) {
                    slopes[at + j] += pull * shard.factors[user + j];
                }
            }
        }
        for (int at = 0; at < slopes.length; at += rank) {
            double penalty = settings.lambda() * shard.likes[at / rank];
            for (int j = 0; j < rank; j++) {
                double unseen = penalty * items[at + j];
                for (int i = 0; i < rank; i++) {
                    unseen += squares.cells[j * rank + i] * items[at + i];
                }
                slopes[at + j] -= unseen;
            }
        }
        return slopes;
    }

    /** Each region rounds both halves of the matrix on its own. */
    private Symmetric meanSquares(TableView in) {
        var mean = new Symmetric(rank);
        for (int row = 0; row < rank; row++) {
            int[] cells = in.cells(ImplicitTrainer.SQUARES, row);
            for (int i = 0; i < rank; i++) {
                double half = 0.5 * cells[i] * FactorCells.UNIT;
                mean.cells[row * rank + i] += half;
                mean.cells[i * rank + row] += half;
            }
        }
        return mean;
    }

    /** How many users of the mean kind an item bends like. Few ratings may all bend one way. */
    private double bend(int item) {
        ItemCensus census = shard.census;
        double spread = 1 + Math.sqrt((double) rank / census.ratings[item]);
        double seen = settings.alpha() * census.sizes[item];
        return census.users + CAUTION * spread * spread * seen;
    }

    private double penalty(int item) {
        return settings.lambda() * shard.census.likes[item];
    }

    /** Where an item goes, from the slope at it. */
    private interface ItemStep {
        float[] of(int item, double[] slopes);
    }

    /** Straight to the lowest point, direction by direction of the users. */
    private final class Free implements ItemStep {
        private final double[] directions;
        private final double[] spread = new double[rank];

        Free(Symmetric mean) {
            this.directions = mean.diagonalize();
            double most = 0;
            for (int i = 0; i < rank; i++) {
                most = Math.max(most, mean.cells[i * rank + i]);
            }
            for (int i = 0; i < rank; i++) {
                spread[i] = Math.max(mean.cells[i * rank + i], FLAT * most + Float.MIN_NORMAL);
            }
        }

        @Override
        public float[] of(int item, double[] slopes) {
            double[] moved = new double[rank];
            for (int i = 0; i < rank; i++) {
                double along = 0;
                for (int j = 0; j < rank; j++) {
                    along += directions[j * rank + i] * slopes[item * rank + j];
                }
                along /= bend(item) * spread[i] + penalty(item);
                for (int j = 0; j < rank; j++) {
                    moved[j] += directions[j * rank + i] * along;
                }
            }
            float[] delta = new float[rank];
            for (int j = 0; j < rank; j++) {
                delta[j] = (float) moved[j];
            }
            return delta;
        }
    }

    /**
     * To the lowest point where no factor is below zero. Where several workers lower a factor at a time their sum can
     * be; that part is given back, each worker as much as it has of the item's likes.
     */
    private final class Bounded implements ItemStep {
        private final Symmetric mean;
        private final TableView in;

        Bounded(Symmetric mean, TableView in) {
            this.mean = mean;
            this.in = in;
        }

        @Override
        public float[] of(int item, double[] slopes) {
            var curvature = new Symmetric(rank);
            for (int i = 0; i < curvature.cells.length; i++) {
                curvature.cells[i] = bend(item) * mean.cells[i];
            }
            curvature.addDiagonal(penalty(item) + FLAT * curvature.trace() / rank);
            double[] slope = new double[rank];
            double[] floor = new double[rank];
            for (int j = 0; j < rank; j++) {
                slope[j] = slopes[item * rank + j];
                floor[j] = -items[item * rank + j];
            }
            double[] moved = new double[rank];
            curvature.descend(slope, floor, moved);
            float share = (float) shard.likes[item] / Math.max(1, shard.census.likes[item]);
            int[] cells = in.cells(ImplicitTrainer.ITEMS, item);
            float[] delta = new float[rank];
            for (int j = 0; j < rank; j++) {
                float below = Math.min(0, cells[j] * FactorCells.UNIT);
                delta[j] = (float) moved[j] - share * below;
            }
            return delta;
        }
    }

    private void check(float change) {
        if (!(Math.abs(change) <= CHANGE_MAX)) {
            throw diverged("a factor changed by " + change);
        }
    }

    private Diverged diverged(String what) {
        return new Diverged(shard.context, clock, what, 1.0 / CAUTION);
    }
}
