package sparkgaia.train.mf;

import sparkgaia.core.table.Mix;
import sparkgaia.train.BadRecord;
import sparkgaia.train.ShardContext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** A worker's ratings, cut into the slices that are its clocks, and the factors of its users. */
public final class MfShard {
    final ShardContext context;
    final Slice[] slices;

    /** The users of the shard, ascending; a place in it stands for a user everywhere here. */
    final int[] users;

    /** Factors by place of the user, bias last; none if users have a table. */
    final float[] factors;

    /** How many ratings a user has, by place. */
    final int[] ratingsOf;

    /** How many ratings an item has in all regions; null until the census was read. */
    int[] itemRatings;

    private double mean;
    private int clock;
    private double deviation;

    /**
     * The ratings of one clock of an epoch: {@code user} is a place among the shard's users, {@code userOf} and {@code
     * item} are places among the slice's.
     */
    static final class Slice {
        final int[] user;
        final int[] userOf;
        final int[] item;
        final float[] value;
        final int[] users;
        final int[] items;

        Slice(int[] user, int[] item, float[] value) {
            this.users = distinct(user);
            this.items = distinct(item);
            this.user = user;
            this.userOf = places(user, users);
            this.item = places(item, items);
            this.value = value;
        }

        int size() {
            return value.length;
        }
    }

    private MfShard(
            ShardContext context, Slice[] slices, int[] users, int[] ratingsOf, float[] factors) {
        this.context = context;
        this.slices = slices;
        this.users = users;
        this.ratingsOf = ratingsOf;
        this.factors = factors;
    }

    static MfShard read(MfSettings settings, ShardContext context, Iterator<Rating> records) {
        var ratings = new ArrayList<Rating>();
        while (records.hasNext()) {
            Rating rating = records.next();
            check(settings, context, ratings.size(), rating);
            ratings.add(rating);
        }
        int[] allUsers = ratings.stream().mapToInt(Rating::user).toArray();
        int[] users = distinct(allUsers);
        int[] ratingsOf = new int[users.length];
        int[] userOf = places(allUsers, users);
        for (int place : userOf) {
            ratingsOf[place]++;
        }
        Slice[] slices = slices(settings, ratings, userOf);
        int own = settings.hasUserTable() ? 0 : users.length * settings.width();
        return new MfShard(context, slices, users, ratingsOf, new float[own]);
    }

    private static void check(
            MfSettings settings, ShardContext context, int number, Rating rating) {
        String flaw = null;
        if (settings.users() != MfSettings.Size.ANY
                && (rating.user() < 0 || rating.user() >= settings.users())) {
            flaw = outside("user", rating.user(), settings.users());
        } else if (rating.item() < 0 || rating.item() >= settings.items()) {
            flaw = outside("item", rating.item(), settings.items());
        } else if (!Float.isFinite(rating.value())) {
            flaw =
                    String.format(
                            "the rating of item %d by user %d is %s: leave it out",
                            rating.item(), rating.user(), rating.value());
        }
        if (flaw != null) {
            throw new BadRecord(context, number, flaw);
        }
    }

    private static String outside(String what, int number, int count) {
        return String.format(
                "it is of %s %d, but there are %d: number them from 0 to %d",
                what, number, count, count - 1);
    }

    /** Every slice has the same part of the ratings, in an order that is drawn from the seed. */
    private static Slice[] slices(MfSettings settings, List<Rating> ratings, int[] userOf) {
        long[] order = new long[ratings.size()];
        for (int i = 0; i < order.length; i++) {
            Rating rating = ratings.get(i);
            long drawn = Mix.hash(settings.seed(), rating.user(), rating.item());
            order[i] = drawn & ~0x7fffffffL | i;
        }
        Arrays.sort(order);
        var slices = new Slice[settings.clocksPerEpoch()];
        for (int slice = 0; slice < slices.length; slice++) {
            int from = (int) ((long) order.length * slice / slices.length);
            int to = (int) ((long) order.length * (slice + 1) / slices.length);
            int[] user = new int[to - from];
            int[] item = new int[to - from];
            float[] value = new float[to - from];
            for (int i = from; i < to; i++) {
                int number = (int) (order[i] & 0x7fffffffL);
                Rating rating = ratings.get(number);
                user[i - from] = userOf[number];
                item[i - from] = rating.item();
                value[i - from] = rating.value();
            }
            slices[slice] = new Slice(user, item, value);
        }
        return slices;
    }

    private static int[] distinct(int[] numbers) {
        return Arrays.stream(numbers).sorted().distinct().toArray();
    }

    /** Where each number stands among those that are there. */
    private static int[] places(int[] numbers, int[] among) {
        return Arrays.stream(numbers).map(number -> Arrays.binarySearch(among, number)).toArray();
    }

    void setCensus(int[] ratings, RatingScale scale, boolean isBiased) {
        itemRatings = ratings;
        mean = isBiased ? scale.mean() : 0;
        deviation = isBiased ? scale.deviation() : scale.size();
    }

    Slice slice(int clock) {
        return slices[Math.floorMod(clock - 1, slices.length)];
    }

    public String region() {
        return context.region();
    }

    /** Hands over the factors as they are trained, user by user, with the number of the user's ratings. */
    public void eachUser(UserFactorsSink sink) {
        int width = users.length == 0 ? 0 : factors.length / users.length;
        for (int place = 0; place < users.length; place++) {
            float[] row = Arrays.copyOfRange(factors, place * width, (place + 1) * width);
            sink.accept(users[place], ratingsOf[place], row);
        }
    }

    /** The last clock that was trained, for figures. */
    int clock() {
        return clock;
    }

    void trainedTo(int last) {
        clock = last;
    }

    /** The users of a slice, by their numbers. */
    int[] usersOf(Slice slice) {
        return Arrays.stream(slice.users).map(place -> users[place]).toArray();
    }

    boolean hasCensus() {
        return itemRatings != null;
    }

    /** A rating as it is trained. */
    float normal(float value) {
        return (float) ((value - mean) / deviation);
    }

    /** What a trained number of one is in ratings. */
    double deviation() {
        return deviation;
    }

    double mean() {
        return mean;
    }
}
