package sparkgaia.train.mf.implicit;

import sparkgaia.train.mf.FactorRows;
import sparkgaia.train.mf.Rating;

import java.util.List;

/** The objective by the book, in double and pair by pair, and the alternating least squares that our training is held against. */
final class Alternating {
    private final ImplicitSettings settings;
    private final float[][] value = new float[Likes.USERS][Likes.ITEMS];
    private final boolean[][] isRated = new boolean[Likes.USERS][Likes.ITEMS];

    Alternating(ImplicitSettings settings, List<List<Rating>> shards) {
        this.settings = settings;
        for (List<Rating> shard : shards) {
            for (Rating rating : shard) {
                value[rating.user()][rating.item()] = rating.value();
                isRated[rating.user()][rating.item()] = true;
            }
        }
    }

    double objective(float[][] users, float[][] items) {
        double sum = 0;
        int[] likesOfItem = new int[Likes.ITEMS];
        for (int u = 0; u < Likes.USERS; u++) {
            int likes = 0;
            for (int i = 0; i < Likes.ITEMS; i++) {
                double score = 0;
                for (int j = 0; j < settings.rank(); j++) {
                    score += (double) users[u][j] * items[i][j];
                }
                boolean isLiked = isRated[u][i] && value[u][i] > 0;
                likes += isLiked ? 1 : 0;
                likesOfItem[i] += isLiked ? 1 : 0;
                double error = (isLiked ? 1 : 0) - score;
                sum += (1 + settings.alpha() * Math.abs(value[u][i])) * error * error;
            }
            sum += settings.lambda() * likes * square(users[u]);
        }
        for (int i = 0; i < Likes.ITEMS; i++) {
            sum += settings.lambda() * likesOfItem[i] * square(items[i]);
        }
        return sum;
    }

    private static double square(float[] row) {
        double sum = 0;
        for (float number : row) {
            sum += (double) number * number;
        }
        return sum;
    }

    /** What alternating least squares comes to from these items. */
    double best(FactorRows first, int iterations) {
        float[][] items = byId(first, Likes.ITEMS);
        float[][] users = new float[Likes.USERS][];
        for (int iteration = 0; iteration < iterations; iteration++) {
            for (int u = 0; u < Likes.USERS; u++) {
                users[u] = solve(items, u, true);
            }
            float[][] solved = new float[Likes.ITEMS][];
            for (int i = 0; i < Likes.ITEMS; i++) {
                solved[i] = solve(users, i, false);
            }
            items = solved;
        }
        return objective(users, items);
    }

    static float[][] byId(FactorRows rows, int count) {
        float[][] byId = new float[count][rows.width()];
        for (int at = 0; at < rows.size(); at++) {
            byId[rows.ids()[at]] = rows.row(at);
        }
        return byId;
    }

    private float[] solve(float[][] others, int of, boolean isUser) {
        var curvature = new Symmetric(settings.rank());
        double[] x = new double[settings.rank()];
        int likes = 0;
        for (int other = 0; other < others.length; other++) {
            float rating = isUser ? value[of][other] : value[other][of];
            double confidence = 1 + settings.alpha() * Math.abs(rating);
            curvature.addSquare(confidence, others[other], 0);
            if (rating > 0) {
                likes++;
                for (int j = 0; j < x.length; j++) {
                    x[j] += confidence * others[other][j];
                }
            }
        }
        curvature.addDiagonal(settings.lambda() * likes + 1e-9);
        curvature.solve(x);
        float[] solution = new float[x.length];
        for (int j = 0; j < x.length; j++) {
            solution[j] = (float) x[j];
        }
        return solution;
    }
}
