package sparkgaia.train.mf.implicit;

import sparkgaia.core.table.Mix;
import sparkgaia.train.mf.Rating;

import java.util.ArrayList;
import java.util.List;

/** What users of three tastes have seen: mostly items of their own, some oftener, and now and then one they disliked. */
final class Likes {
    static final int USERS = 90;
    static final int ITEMS = 40;
    private static final int TASTES = 3;

    private Likes() {}

    /** The ratings of each worker; users' ids are {@code first} and {@code stride} apart. */
    static List<List<Rating>> of(int workers, int first, int stride) {
        var shards = new ArrayList<List<Rating>>();
        for (int worker = 0; worker < workers; worker++) {
            shards.add(new ArrayList<>());
        }
        for (int user = 0; user < USERS; user++) {
            for (int item = 0; item < ITEMS; item++) {
                double drawn = Mix.unit(Mix.hash(21, user, item));
                boolean isOwn = user % TASTES == item % TASTES;
                if (drawn < (isOwn ? 0.5 : 0.05)) {
                    float value = drawn < 0.02 ? -1 : 1 + (int) (drawn * 10) % 4;
                    shards.get(user * workers / USERS)
                            .add(new Rating(first + stride * user, item, value));
                }
            }
        }
        return shards;
    }

    static List<List<Rating>> of(int workers) {
        return of(workers, 0, 1);
    }
}
