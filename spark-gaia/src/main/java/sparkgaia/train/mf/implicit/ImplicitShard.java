package sparkgaia.train.mf.implicit;

import sparkgaia.train.BadRecord;
import sparkgaia.train.ShardContext;
import sparkgaia.train.mf.Rating;
import sparkgaia.train.mf.UserFactorsSink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;

/** A worker's ratings user by user, and the factors of its users. */
public final class ImplicitShard {
    final ShardContext context;

    /** The users of the shard, ascending; a place in it stands for a user everywhere here. */
    final int[] users;

    /** The ratings of the user at a place begin here; the last number is how many ratings there are. */
    private final int[] begins;

    final int[] item;
    final float[] value;

    /** Factors by place of the user. */
    final float[] factors;

    /** Ratings above zero of each item by users of the shard. */
    final int[] likes;

    /** What all regions have of the items; null until it was read. */
    ItemCensus census;

    private ImplicitShard(
            ShardContext context, ImplicitSettings settings, int[] users, Rating[] ratings) {
        this.context = context;
        this.users = users;
        this.begins = new int[users.length + 1];
        this.item = new int[ratings.length];
        this.value = new float[ratings.length];
        this.factors = new float[users.length * settings.rank()];
        this.likes = new int[settings.items()];
        int place = -1;
        for (int i = 0; i < ratings.length; i++) {
            if (place < 0 || users[place] != ratings[i].user()) {
                begins[++place] = i;
            }
            item[i] = ratings[i].item();
            value[i] = ratings[i].value();
            likes[item[i]] += value[i] > 0 ? 1 : 0;
        }
        begins[users.length] = ratings.length;
    }

    static ImplicitShard read(
            ImplicitSettings settings, ShardContext context, Iterator<Rating> records) {
        var ratings = new ArrayList<Rating>();
        while (records.hasNext()) {
            Rating rating = records.next();
            check(settings, context, ratings.size(), rating);
            ratings.add(rating);
        }
        Rating[] sorted = ratings.toArray(Rating[]::new);
        Arrays.sort(sorted, Comparator.comparingInt(Rating::user));
        int[] users = Arrays.stream(sorted).mapToInt(Rating::user).distinct().toArray();
        return new ImplicitShard(context, settings, users, sorted);
    }

    private static void check(
            ImplicitSettings settings, ShardContext context, int number, Rating rating) {
        if (rating.item() < 0 || rating.item() >= settings.items()) {
            throw new BadRecord(
                    context,
                    number,
                    String.format(
                            "it is of item %d, but there are %d: number them from 0 to %d",
                            rating.item(), settings.items(), settings.items() - 1));
        }
        if (!Float.isFinite(rating.value())) {
            throw new BadRecord(
                    context,
                    number,
                    String.format(
                            "the rating of item %d by user %d is %s: leave it out",
                            rating.item(), rating.user(), rating.value()));
        }
    }

    int begin(int place) {
        return begins[place];
    }

    int end(int place) {
        return begins[place + 1];
    }

    public String region() {
        return context.region();
    }

    /** Hands over the factors, user by user, with the number of the user's ratings. */
    public void eachUser(UserFactorsSink sink) {
        int rank = users.length == 0 ? 0 : factors.length / users.length;
        for (int place = 0; place < users.length; place++) {
            float[] row = Arrays.copyOfRange(factors, place * rank, (place + 1) * rank);
            sink.accept(users[place], end(place) - begin(place), row);
        }
    }

    private static boolean isSolved(int place, int clock, ImplicitSettings settings) {
        int clocksPerEpoch = settings.pace().clocksPerEpoch();
        return clock == 1
                || clock == settings.clocks()
                || place % clocksPerEpoch == (clock - 1) % clocksPerEpoch;
    }

    /**
     * The places of the users who are solved for in a clock, and after it are part of its patch: all in the first and in
     * the last, and some in each clock of an epoch.
     */
    int[] solved(int clock, ImplicitSettings settings) {
        int[] places = new int[users.length];
        int count = 0;
        for (int place = 0; place < users.length; place++) {
            if (isSolved(place, clock, settings)) {
                places[count++] = place;
            }
        }
        return Arrays.copyOf(places, count);
    }
}
