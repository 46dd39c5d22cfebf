package sparkgaia.lab.data;

import sparkgaia.core.table.Mix;
import sparkgaia.core.table.Range;

import java.util.Arrays;
import java.util.List;

/**
 * The region in which each user lives, and with the user all that the user has rated. Where homes mean nothing, users
 * may live {@link #anywhere}: who divides them may do it as it is best for the load.
 */
public final class Homes {
    public static final int REGIONS_MAX = 1000;

    private static final long SALT = 0x484f4d45;

    private final int regions;
    private final int[] regionOfUser;

    private Homes(int regions, int[] regionOfUser) {
        this.regions = regions;
        this.regionOfUser = regionOfUser;
    }

    public static Homes anywhere() {
        return new Homes(0, new int[0]);
    }

    /** Homes that were told. Each of the users 0, 1, 2, ... must be in one region. */
    public static Homes of(int users, List<String> regions, List<int[]> usersOfRegion) {
        Range.check("regions", regions.size(), 1, REGIONS_MAX);
        if (usersOfRegion.size() != regions.size()) {
            throw new BadRatings(
                    "users of "
                            + usersOfRegion.size()
                            + " regions, but there are "
                            + regions.size());
        }
        int[] regionOfUser = new int[users];
        Arrays.fill(regionOfUser, -1);
        for (int region = 0; region < usersOfRegion.size(); region++) {
            for (int user : usersOfRegion.get(region)) {
                Range.check("user", user, 0, users - 1);
                int other = regionOfUser[user];
                if (other >= 0 && other != region) {
                    throw new BadRatings(
                            "user "
                                    + user
                                    + " is in "
                                    + regions.get(other)
                                    + " and in "
                                    + regions.get(region)
                                    + "; a user lives in one region");
                }
                regionOfUser[user] = region;
            }
        }
        for (int user = 0; user < users; user++) {
            if (regionOfUser[user] < 0) {
                throw new BadRatings("user " + user + " is in no region");
            }
        }
        return new Homes(regions.size(), regionOfUser);
    }

    static Homes of(int regions, int[] regionOfUser) {
        return new Homes(regions, regionOfUser.clone());
    }

    /**
     * Homes for ratings that come without any. With a skew of 0 users live anywhere. With 1 they are lined up by taste
     * and the line is cut into regions of as many ratings; in between a user's place in the line is that much taste, and
     * for the rest chance.
     */
    public static Homes byTaste(Ratings ratings, int regions, double skew, long seed) {
        Range.check("regions", regions, 1, REGIONS_MAX);
        Range.check("skew", skew, 0, 1);
        if (skew == 0) {
            return anywhere();
        }
        if (ratings.users() < regions) {
            throw new BadRatings(
                    ratings.name()
                            + ": "
                            + ratings.users()
                            + " users cannot live in "
                            + regions
                            + " regions");
        }
        return new Homes(regions, cut(ratings, line(ratings, skew, seed), regions));
    }

    private static Integer[] line(Ratings ratings, double skew, long seed) {
        double[] taste = Taste.ofUsers(ratings);
        Integer[] users = new Integer[ratings.users()];
        Arrays.setAll(users, user -> user);
        Arrays.sort(users, (a, b) -> Double.compare(taste[a], taste[b]));
        double[] place = new double[users.length];
        long salt = Mix.hash(SALT, seed);
        for (int rank = 0; rank < users.length; rank++) {
            double chance = Mix.unit(Mix.hash(salt, users[rank]));
            place[users[rank]] = skew * rank / users.length + (1 - skew) * chance;
        }
        Arrays.sort(users, (a, b) -> Double.compare(place[a], place[b]));
        return users;
    }

    private static int[] cut(Ratings ratings, Integer[] line, int regions) {
        int[] counts = ratings.countsOfUsers();
        int[] regionOfUser = new int[line.length];
        int region = 0;
        long before = 0;
        for (int place = 0; place < line.length; place++) {
            // A region takes users until it has its share, and leaves one for each region after it.
            boolean isFull = before >= (long) ratings.size() * (region + 1) / regions;
            boolean isShort = line.length - place == regions - region - 1;
            if (place > 0 && (isFull || isShort) && region < regions - 1) {
                region++;
            }
            regionOfUser[line[place]] = region;
            before += counts[line[place]];
        }
        return regionOfUser;
    }

    public boolean areAnywhere() {
        return regions == 0;
    }

    /** How many regions there are; 0 if users live anywhere. */
    public int regions() {
        return regions;
    }

    /** How many users have a home. */
    public int users() {
        return regionOfUser.length;
    }

    /** Where a user lives, unless users live anywhere. */
    public int of(int user) {
        return regionOfUser[user];
    }
}
