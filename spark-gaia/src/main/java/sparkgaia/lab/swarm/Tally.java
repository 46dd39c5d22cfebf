package sparkgaia.lab.swarm;

/** How often each situation was met. */
final class Tally {
    private final long[] times = new long[Situation.values().length];

    void saw(Situation situation) {
        times[situation.ordinal()]++;
    }

    void saw(Situation situation, boolean isSo) {
        times[situation.ordinal()] += isSo ? 1 : 0;
    }

    long times(Situation situation) {
        return times[situation.ordinal()];
    }

    void add(Tally other) {
        for (int i = 0; i < times.length; i++) {
            times[i] += other.times[i];
        }
    }
}
