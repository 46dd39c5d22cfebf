package sparkgaia.lab.data;

import sparkgaia.core.Invariant;

import java.util.Arrays;

/**
 * Ratings in columns, in the order in which they were told. Users and items are numbered 0, 1, 2, ... in the order of
 * their ids, each has a rating, and no user has rated an item twice.
 */
public final class Ratings {
    public static final int RATINGS_MAX = 1 << 25;

    private final String name;
    private final long[] userIds;
    private final long[] itemIds;
    private final int[] users;
    private final int[] items;
    private final float[] values;
    private final int duplicates;

    private Ratings(
            String name, Ids userIds, Ids itemIds, float[] values, boolean[] isLast, int count) {
        this.name = name;
        this.userIds = userIds.sorted;
        this.itemIds = itemIds.sorted;
        this.users = new int[count];
        this.items = new int[count];
        this.values = new float[count];
        this.duplicates = values.length - count;
        int next = 0;
        for (int row = 0; row < values.length; row++) {
            if (isLast[row]) {
                this.users[next] = userIds.numbers[row];
                this.items[next] = itemIds.numbers[row];
                this.values[next++] = values[row];
            }
        }
    }

    private Ratings(String name, Ratings of) {
        this.name = name;
        this.userIds = of.userIds;
        this.itemIds = of.itemIds;
        this.users = of.users;
        this.items = of.items;
        this.values = of.values;
        this.duplicates = of.duplicates;
    }

    /** Ids that occur, in order, and for each row the number of its id. */
    private record Ids(long[] sorted, int[] numbers) {
        static Ids of(long[] ids) {
            long[] sorted = Arrays.stream(ids).sorted().distinct().toArray();
            int[] numbers = new int[ids.length];
            for (int row = 0; row < ids.length; row++) {
                numbers[row] = Arrays.binarySearch(sorted, ids[row]);
            }
            return new Ids(sorted, numbers);
        }
    }

    /**
     * The ratings of these rows. If a user has rated an item more than once, the last one counts.
     *
     * @param name what the ratings are called in messages, such as their file
     */
    public static Ratings of(String name, long[] users, long[] items, float[] values) {
        int rows = values.length;
        Invariant.check(users.length == rows && items.length == rows, "columns differ in length");
        if (rows == 0) {
            throw new BadRatings(name + ": has no ratings");
        }
        if (rows > RATINGS_MAX) {
            throw new BadRatings(name + ": more than " + RATINGS_MAX + " ratings");
        }
        Ids userIds = Ids.of(users);
        Ids itemIds = Ids.of(items);
        boolean[] isLast = new boolean[rows];
        int count = markLast(userIds, itemIds, isLast);
        return new Ratings(name, userIds, itemIds, values, isLast, count);
    }

    /** The same ratings under another name. */
    Ratings named(String other) {
        return new Ratings(other, this);
    }

    private static int markLast(Ids users, Ids items, boolean[] isLast) {
        int[] rowsByUser = Grouped.by(users.numbers, users.sorted.length).rows();
        int[] seenBy = new int[items.sorted.length];
        Arrays.fill(seenBy, -1);
        int count = 0;
        for (int place = rowsByUser.length - 1; place >= 0; place--) {
            int row = rowsByUser[place];
            int user = users.numbers[row];
            int item = items.numbers[row];
            if (seenBy[item] != user) {
                seenBy[item] = user;
                isLast[row] = true;
                count++;
            }
        }
        return count;
    }

    public String name() {
        return name;
    }

    public int size() {
        return values.length;
    }

    /** How many users there are. */
    public int users() {
        return userIds.length;
    }

    /** How many items there are. */
    public int items() {
        return itemIds.length;
    }

    /** How many ratings were replaced by a later one of the same user and item. */
    public int duplicates() {
        return duplicates;
    }

    public int user(int row) {
        return users[row];
    }

    public int item(int row) {
        return items[row];
    }

    public float value(int row) {
        return values[row];
    }

    /** What a user is called where the ratings came from. */
    public long userId(int user) {
        return userIds[user];
    }

    public long itemId(int item) {
        return itemIds[item];
    }

    /** How many ratings each user has given. */
    public int[] countsOfUsers() {
        return counts(users, users());
    }

    /** How many ratings each item was given. */
    public int[] countsOfItems() {
        return counts(items, items());
    }

    private static int[] counts(int[] column, int size) {
        int[] counts = new int[size];
        for (int number : column) {
            counts[number]++;
        }
        return counts;
    }
}
