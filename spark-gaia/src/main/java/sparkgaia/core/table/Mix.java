package sparkgaia.core.table;

/** A stateless hash: the only source of randomness in core and train, the same wherever it runs. */
public final class Mix {
    private Mix() {}

    /** A good mixing of one number (the finaliser of splitmix64, with its increment). */
    public static long hash(long a) {
        long z = a + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    public static long hash(long a, long b) {
        return hash(hash(a) ^ b);
    }

    public static long hash(long a, long b, long c) {
        return hash(hash(a, b) ^ c);
    }

    public static long hash(long a, long b, long c, long d) {
        return hash(hash(a, b, c) ^ d);
    }

    /** A hash read as a number in [0, 1). */
    public static double unit(long hash) {
        return (hash >>> 11) * 0x1.0p-53;
    }
}
