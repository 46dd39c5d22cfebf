package sparkgaia.lab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.table.Mix;
import sparkgaia.train.mf.Rating;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

class RegionalRatingsTest {
    private static final int USERS = 200;
    private static final int ITEMS = 60;

    /** Users of two kinds, even and odd: each kind rates mostly items of its own half. */
    private static Ratings twoKinds() {
        var text = new StringBuilder("user,item,rating\n");
        for (int user = 0; user < USERS; user++) {
            for (int item = 0; item < ITEMS; item++) {
                boolean isOwn = user % 2 == item % 2;
                double chance = Mix.unit(Mix.hash(user, item)) * (1 + user % 5);
                if (chance < (isOwn ? 0.9 : 0.1) || item == user % 7) {
                    text.append(user + "," + item + "," + (1 + (user + item) % 5) + "\n");
                }
            }
        }
        return RatingsText.parse("two kinds", text.toString(), RatingsText.Columns.SPARK);
    }

    private static List<String> names(int regions) {
        var names = new ArrayList<String>();
        for (int region = 0; region < regions; region++) {
            names.add("R" + region);
        }
        return names;
    }

    private static RegionalRatings anywhere(int regions, int workers, long seed) {
        return RegionalRatings.split(twoKinds(), Homes.anywhere(), names(regions), workers, seed);
    }

    @Test
    void whereHomesMeanNothingTheWorkersAreTheSameForAnyNumberOfRegions() {
        RegionalRatings one = anywhere(1, 22, 7);
        for (int regions : new int[] {2, 11}) {
            RegionalRatings split = anywhere(regions, 22 / regions, 7);
            assertEquals(one.training(), split.training());
            assertEquals(one.heldOut(), split.heldOut());
        }
    }

    @Test
    void everyRatingIsSomewhereOnceAndAUserIsWithOneWorker() {
        Ratings ratings = twoKinds();
        Homes homes = Homes.byTaste(ratings, 3, 0.5, 1);
        RegionalRatings split = RegionalRatings.split(ratings, homes, names(3), 4, 1);
        var seen = new TreeSet<Long>();
        int[] workerOf = new int[USERS];
        Arrays.fill(workerOf, -1);
        for (int worker = 0; worker < 12; worker++) {
            var all = new ArrayList<Rating>(split.training().get(worker));
            all.addAll(split.heldOut().get(worker));
            for (Rating rating : all) {
                assertTrue(seen.add((long) rating.user() * ITEMS + rating.item()));
                int before = workerOf[rating.user()];
                assertTrue(before < 0 || before == worker);
                workerOf[rating.user()] = worker;
                assertEquals(homes.of(rating.user()), worker / 4);
            }
        }
        assertEquals(ratings.size(), seen.size());
    }

    @Test
    void oneInTenIsHeldOutAndOfNothingTheFirst() {
        Ratings ratings = twoKinds();
        boolean[] isHeldOut = HeldOut.of(ratings, 3);
        var users = new TreeSet<Integer>();
        var items = new TreeSet<Integer>();
        int count = 0;
        for (int row = 0; row < ratings.size(); row++) {
            boolean isFirst = users.add(ratings.user(row)) | items.add(ratings.item(row));
            assertTrue(!isFirst || !isHeldOut[row]);
            count += isHeldOut[row] ? 1 : 0;
        }
        assertEquals(0.1 * ratings.size(), count, 0.03 * ratings.size());
        assertNotEquals(anywhere(1, 2, 3).heldOut(), anywhere(1, 2, 4).heldOut());
        assertEquals(anywhere(1, 2, 3).heldOut(), anywhere(1, 2, 3).heldOut());
    }

    @Test
    void workersHaveAboutTheSameNumberOfRatings() {
        RegionalRatings split = anywhere(2, 5, 1);
        double mean = twoKinds().size() / 10.0;
        for (int worker = 0; worker < 10; worker++) {
            int all = split.training().get(worker).size() + split.heldOut().get(worker).size();
            assertEquals(mean, all, 0.05 * mean, "worker " + worker);
        }
    }

    @Test
    void fullSkewPutsUsersOfLikeTasteTogetherAndHalfOfItMixesThem() {
        assertEquals(1.0, agreement(1), 0.03);
        double half = agreement(0.5);
        assertTrue(half > 0.6 && half < 0.95, "half a skew: " + half);
    }

    /** How many users live with their kind, of the two ways to call the regions the better one. */
    private static double agreement(double skew) {
        Homes homes = Homes.byTaste(twoKinds(), 2, skew, 1);
        double together = 0;
        for (int user = 0; user < USERS; user++) {
            together += homes.of(user) == user % 2 ? 1.0 / USERS : 0;
        }
        return Math.max(together, 1 - together);
    }

    @Test
    void regionsHaveAboutTheSameNumberOfRatings() {
        Ratings ratings = twoKinds();
        Homes homes = Homes.byTaste(ratings, 4, 1, 1);
        int[] counts = new int[4];
        for (int row = 0; row < ratings.size(); row++) {
            counts[homes.of(ratings.user(row))]++;
        }
        for (int count : counts) {
            assertEquals(ratings.size() / 4.0, count, 60);
        }
        Homes each = Homes.byTaste(ratings, USERS, 1, 1);
        var regions = new TreeSet<Integer>();
        for (int user = 0; user < USERS; user++) {
            regions.add(each.of(user));
        }
        assertEquals(USERS, regions.size(), "a region for each user");
    }

    @Test
    void anEmptyRegionOrWorkerAndAUserInTwoRegionsAreNamed() {
        Ratings three =
                RatingsText.parse(
                        "three",
                        "user,item,rating\n1,1,1\n2,1,1\n3,1,1\n",
                        RatingsText.Columns.SPARK);
        var towns = List.of("Rome", "Oslo");
        Homes allInRome = Homes.of(3, towns, List.of(new int[] {0, 1, 2}, new int[0]));
        refused(
                () -> RegionalRatings.split(three, allInRome, towns, 1, 1),
                "three: nobody lives in Oslo");
        Homes homes = Homes.of(3, towns, List.of(new int[] {0, 1}, new int[] {2}));
        refused(
                () -> RegionalRatings.split(three, homes, towns, 2, 1),
                "three: worker 1 of Oslo has no ratings: there are too few users for so many workers");
        refused(
                () -> Homes.of(3, towns, List.of(new int[] {0, 1}, new int[] {1, 2})),
                "user 1 is in Rome and in Oslo; a user lives in one region");
        refused(
                () -> Homes.of(3, towns, List.of(new int[] {0}, new int[] {1})),
                "user 2 is in no region");
        refused(() -> Homes.byTaste(three, 4, 1, 1), "three: 3 users cannot live in 4 regions");
    }

    private static void refused(Runnable what, String words) {
        assertEquals(words, assertThrows(BadRatings.class, what::run).getMessage());
    }
}
