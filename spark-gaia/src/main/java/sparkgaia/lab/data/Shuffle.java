package sparkgaia.lab.data;

import sparkgaia.core.Invariant;
import sparkgaia.core.table.Mix;

import java.util.Arrays;

/** Chance without a state: orders and numbers that depend on a salt alone. */
final class Shuffle {
    private static final long INDEX_MASK = (1L << 25) - 1;

    private Shuffle() {}

    /** The numbers below {@code size} in an order that depends on the salt alone. */
    static int[] order(int size, long salt) {
        Invariant.check(size <= INDEX_MASK + 1, "too many to shuffle: %s", size);
        long[] keys = new long[size];
        for (int i = 0; i < size; i++) {
            keys[i] = Mix.hash(salt, i) & ~INDEX_MASK | i;
        }
        Arrays.sort(keys);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = (int) (keys[i] & INDEX_MASK);
        }
        return order;
    }

    /** A hash read as a number of the normal distribution of deviation 1. */
    static double normal(long hash) {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - Mix.unit(hash)));
        return radius * StrictMath.cos(2 * Math.PI * Mix.unit(Mix.hash(hash, 1)));
    }
}
