package sparkgaia.lab.data;

import sparkgaia.core.Invariant;
import sparkgaia.core.table.Range;
import sparkgaia.train.mf.Rating;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Ratings divided among the workers of regions, one in ten of them held out. A user's ratings are one worker's, in a
 * region those of all users are spread evenly, and workers are numbered region by region.
 *
 * <p>Users who live anywhere are spread over all workers without a look at regions: the same workers have the same
 * ratings however many regions they form.
 */
public final class RegionalRatings {
    public static final int WORKERS_MAX = 10_000;

    private final Ratings ratings;
    private final List<String> regions;
    private final int workersPerRegion;
    private final List<List<Rating>> training;
    private final List<List<Rating>> heldOut;

    private RegionalRatings(
            Ratings ratings,
            List<String> regions,
            int workersPerRegion,
            int[] workerOfUser,
            long seed) {
        this.ratings = ratings;
        this.regions = List.copyOf(regions);
        this.workersPerRegion = workersPerRegion;
        int workers = regions.size() * workersPerRegion;
        var trained = empty(workers);
        var kept = empty(workers);
        boolean[] isHeldOut = HeldOut.of(ratings, seed);
        for (int row = 0; row < isHeldOut.length; row++) {
            int user = ratings.user(row);
            var rating = new Rating(user, ratings.item(row), ratings.value(row));
            (isHeldOut[row] ? kept : trained).get(workerOfUser[user]).add(rating);
        }
        this.training = closed(trained);
        this.heldOut = closed(kept);
    }

    /**
     * Divides ratings.
     *
     * @param regions the names of the regions
     * @param seed chooses what is held out
     */
    public static RegionalRatings split(
            Ratings ratings, Homes homes, List<String> regions, int workersPerRegion, long seed) {
        Range.check("regions", regions.size(), 1, Homes.REGIONS_MAX);
        Range.check("workers", (long) regions.size() * workersPerRegion, 1, WORKERS_MAX);
        int[] counts = ratings.countsOfUsers();
        int[] workerOfUser = new int[ratings.users()];
        if (homes.areAnywhere()) {
            int workers = regions.size() * workersPerRegion;
            spread(all(counts.length), counts, 0, workers, workerOfUser);
        } else {
            Invariant.check(homes.users() == ratings.users(), "homes of other ratings");
            Invariant.check(homes.regions() == regions.size(), "homes in other regions");
            for (int region = 0; region < regions.size(); region++) {
                int[] users = usersOf(homes, region);
                if (users.length == 0) {
                    throw new BadRatings(
                            ratings.name() + ": nobody lives in " + regions.get(region));
                }
                spread(users, counts, region * workersPerRegion, workersPerRegion, workerOfUser);
            }
        }
        var split = new RegionalRatings(ratings, regions, workersPerRegion, workerOfUser, seed);
        split.refuseIdleWorkers();
        return split;
    }

    /** Whoever has rated most comes first, and to the worker that has the fewest ratings so far. */
    private static void spread(
            int[] users, int[] counts, int firstWorker, int workers, int[] workerOfUser) {
        Integer[] byCount = new Integer[users.length];
        Arrays.setAll(byCount, place -> users[place]);
        Arrays.sort(byCount, (a, b) -> Integer.compare(counts[b], counts[a]));
        long[] load = new long[workers];
        for (int user : byCount) {
            int least = 0;
            for (int worker = 1; worker < workers; worker++) {
                least = load[worker] < load[least] ? worker : least;
            }
            load[least] += counts[user];
            workerOfUser[user] = firstWorker + least;
        }
    }

    private static int[] all(int size) {
        int[] all = new int[size];
        Arrays.setAll(all, number -> number);
        return all;
    }

    private static int[] usersOf(Homes homes, int region) {
        return Arrays.stream(all(homes.users())).filter(user -> homes.of(user) == region).toArray();
    }

    private void refuseIdleWorkers() {
        for (int worker = 0; worker < training.size(); worker++) {
            if (training.get(worker).isEmpty()) {
                throw new BadRatings(
                        ratings.name()
                                + ": worker "
                                + worker % workersPerRegion
                                + " of "
                                + regions.get(worker / workersPerRegion)
                                + " has no ratings: there are too few users for so many workers");
            }
        }
    }

    private static List<List<Rating>> empty(int workers) {
        var lists = new ArrayList<List<Rating>>();
        for (int worker = 0; worker < workers; worker++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }

    private static List<List<Rating>> closed(List<List<Rating>> lists) {
        lists.replaceAll(Collections::unmodifiableList);
        return Collections.unmodifiableList(lists);
    }

    public List<String> regions() {
        return regions;
    }

    public int workersPerRegion() {
        return workersPerRegion;
    }

    /** How many users all regions have; a rating's user is a number below. */
    public int users() {
        return ratings.users();
    }

    /** How many items all regions have; a rating's item is a number below. */
    public int items() {
        return ratings.items();
    }

    /** What is trained on, by worker. */
    public List<List<Rating>> training() {
        return training;
    }

    /** What is judged by, by worker. */
    public List<List<Rating>> heldOut() {
        return heldOut;
    }
}
