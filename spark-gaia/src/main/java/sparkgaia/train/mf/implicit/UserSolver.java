package sparkgaia.train.mf.implicit;

/** The best factors of one user after the other, given the items. */
final class UserSolver {
    /** Keeps the equations of a user without likes from having no or many solutions. */
    private static final double RIDGE = 1e-9;

    private final ImplicitSettings settings;
    private final ImplicitShard shard;
    private final int rank;
    private final float[] items;
    private final Symmetric squares;

    UserSolver(ImplicitSettings settings, ImplicitShard shard, float[] items) {
        this.settings = settings;
        this.shard = shard;
        this.rank = settings.rank();
        this.items = items;
        this.squares = new Symmetric(rank);
        for (int at = 0; at < items.length; at += rank) {
            squares.addSquare(1, items, at);
        }
    }

    float[] solve(int place) {
        Symmetric curvature = squares.copy();
        double[] wanted = new double[rank];
        int likes = 0;
        for (int i = shard.begin(place); i < shard.end(place); i++) {
            double surer = settings.alpha() * Math.abs(shard.value[i]);
            int at = shard.item[i] * rank;
            curvature.addSquare(surer, items, at);
            if (shard.value[i] > 0) {
                likes++;
                for (int j = 0; j < rank; j++) {
                    wanted[j] += (1 + surer) * items[at + j];
                }
            }
        }
        curvature.addDiagonal(settings.lambda() * likes + RIDGE * (1 + curvature.trace()));
        double[] solution = new double[rank];
        if (settings.isNonnegative()) {
            for (int j = 0; j < rank; j++) {
                solution[j] = shard.factors[place * rank + j];
            }
            curvature.descend(wanted, new double[rank], solution);
        } else {
            System.arraycopy(wanted, 0, solution, 0, rank);
            curvature.solve(solution);
        }
        float[] factors = new float[rank];
        for (int j = 0; j < rank; j++) {
            factors[j] = (float) solution[j];
        }
        return factors;
    }

    /** The weighted squared error of a user over all items. */
    double loss(int place) {
        double loss = squares.form(shard.factors, place * rank);
        for (int i = shard.begin(place); i < shard.end(place); i++) {
            double score = 0;
            for (int j = 0; j < rank; j++) {
                score += shard.factors[place * rank + j] * items[shard.item[i] * rank + j];
            }
            double confidence = 1 + settings.alpha() * Math.abs(shard.value[i]);
            double error = (shard.value[i] > 0 ? 1 : 0) - score;
            loss += confidence * error * error - score * score;
        }
        return loss;
    }
}
