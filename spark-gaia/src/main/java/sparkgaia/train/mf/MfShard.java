package sparkgaia.train.mf;

import sparkgaia.core.table.Mix;
import sparkgaia.train.BadRecord;
import sparkgaia.train.ShardContext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** A worker's ratings, cut into the slices that are its clocks, those that are held out, and the factors of its users. */
public final class MfShard {
    /** The bits of a number that was drawn which make room for the number of its rating. */
    private static final long NUMBER = 0x7fffffffL;

    final ShardContext context;
    final Slice[] slices;

    /** Of the ratings that are not trained on; none if no rating is held out. */
    private final Slice[] heldOut;

    /** The users of the shard, ascending; a place in it stands for a user everywhere here. */
    final int[] users;

    /** Factors by place of the user, bias last; none if users have a table. */
    final float[] factors;

    /** How many ratings a user has that are trained on, by place. */
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
            ShardContext context,
            Slice[] slices,
            Slice[] heldOut,
            int[] users,
            int[] ratingsOf,
            float[] factors) {
        this.context = context;
        this.slices = slices;
        this.heldOut = heldOut;
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
        int[] userOf = places(allUsers, users);
        long[] order = order(settings, ratings);
        int trained =
                settings.hasHeldOut()
                        ? toFront(settings, order, userOf, users.length)
                        : order.length;
        int[] ratingsOf = new int[users.length];
        for (int i = 0; i < trained; i++) {
            ratingsOf[userOf[number(order[i])]]++;
        }
        int own = settings.hasUserTable() ? 0 : users.length * settings.width();
        return new MfShard(
                context,
                slices(settings, ratings, userOf, Arrays.copyOf(order, trained)),
                slices(settings, ratings, userOf, Arrays.copyOfRange(order, trained, order.length)),
                users,
                ratingsOf,
                new float[own]);
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

    /** The ratings in an order that is drawn from the seed: by what was drawn, with the rating's number below it. */
    private static long[] order(MfSettings settings, List<Rating> ratings) {
        long[] order = new long[ratings.size()];
        for (int i = 0; i < order.length; i++) {
            Rating rating = ratings.get(i);
            long drawn = Mix.hash(settings.seed(), rating.user(), rating.item());
            order[i] = drawn & ~NUMBER | i;
        }
        Arrays.sort(order);
        return order;
    }

    private static int number(long drawn) {
        return (int) (drawn & NUMBER);
    }

    /**
     * Brings those that are trained on to the front, and gives how many they are. Each of a user's ratings is held out by
     * chance, but never the last that is left: nothing would be learnt about the user.
     */
    private static int toFront(MfSettings settings, long[] order, int[] userOf, int users) {
        int[] left = new int[users];
        for (int user : userOf) {
            left[user]++;
        }
        long[] heldOut = new long[order.length];
        int held = 0;
        int trained = 0;
        for (long drawn : order) {
            int user = userOf[number(drawn)];
            // The bits that say the order would hold out whole slices.
            if (left[user] > 1 && Mix.unit(Mix.hash(drawn & ~NUMBER)) < settings.heldOut()) {
                left[user]--;
                heldOut[held++] = drawn;
            } else {
                order[trained++] = drawn;
            }
        }
        System.arraycopy(heldOut, 0, order, trained, held);
        return trained;
    }

    /** Every slice has the same part of the ratings. */
    private static Slice[] slices(
            MfSettings settings, List<Rating> ratings, int[] userOf, long[] order) {
        var slices = new Slice[settings.clocksPerEpoch()];
        for (int slice = 0; slice < slices.length; slice++) {
            int from = (int) ((long) order.length * slice / slices.length);
            int to = (int) ((long) order.length * (slice + 1) / slices.length);
            int[] user = new int[to - from];
            int[] item = new int[to - from];
            float[] value = new float[to - from];
            for (int i = from; i < to; i++) {
                int number = number(order[i]);
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

    /** The part of the ratings held out that is looked at in a clock. */
    Slice heldOut(int clock) {
        return heldOut[Math.floorMod(clock - 1, heldOut.length)];
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
