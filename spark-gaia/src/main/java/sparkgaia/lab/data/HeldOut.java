package sparkgaia.lab.data;

import sparkgaia.core.table.Mix;

/**
 * Which ratings are held out: one in ten, chosen by seed, user and item. The first rating of a user and the first of an
 * item are trained on always, so that nothing is judged of which nothing was seen.
 */
public final class HeldOut {
    public static final double SHARE = 0.1;

    private static final long SALT = 0x48454c44;

    private HeldOut() {}

    /** For each row whether it is held out. */
    public static boolean[] of(Ratings ratings, long seed) {
        boolean[] isHeldOut = new boolean[ratings.size()];
        boolean[] isUserSeen = new boolean[ratings.users()];
        boolean[] isItemSeen = new boolean[ratings.items()];
        long salt = Mix.hash(SALT, seed);
        for (int row = 0; row < isHeldOut.length; row++) {
            int user = ratings.user(row);
            int item = ratings.item(row);
            boolean isFirst = !isUserSeen[user] || !isItemSeen[item];
            isUserSeen[user] = true;
            isItemSeen[item] = true;
            isHeldOut[row] = !isFirst && Mix.unit(Mix.hash(salt, user, item)) < SHARE;
        }
        return isHeldOut;
    }
}
