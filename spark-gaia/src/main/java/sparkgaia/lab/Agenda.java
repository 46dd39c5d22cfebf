package sparkgaia.lab;

import sparkgaia.core.Invariant;

import java.util.Arrays;

/** What is to happen, by time and then in the order in which it was asked for: a binary heap over plain arrays. */
final class Agenda {
    static final int SIZE_MAX = 1 << 24;

    private long[] times = new long[1024];
    private long[] numbers = new long[1024];
    private Simulation.Action[] actions = new Simulation.Action[1024];
    private int size;
    private long asked;

    boolean isEmpty() {
        return size == 0;
    }

    /** When the next one is due; not to be asked of an empty agenda. */
    long nextTime() {
        return times[0];
    }

    void add(long time, Simulation.Action action) {
        if (size == times.length) {
            Invariant.check(size < SIZE_MAX, "an agenda holds at most %d entries", SIZE_MAX);
            times = Arrays.copyOf(times, 2 * size);
            numbers = Arrays.copyOf(numbers, 2 * size);
            actions = Arrays.copyOf(actions, 2 * size);
        }
        long number = asked++;
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            // What was asked for later has the higher number, so at equal times it stays below.
            if (times[parent] <= time) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        put(at, time, number, action);
    }

    Simulation.Action poll() {
        Simulation.Action first = actions[0];
        int last = --size;
        long time = times[last];
        long number = numbers[last];
        Simulation.Action action = actions[last];
        actions[last] = null;
        if (last > 0) {
            sink(time, number, action);
        }
        return first;
    }

    private void sink(long time, long number, Simulation.Action action) {
        int at = 0;
        int firstLeaf = size >>> 1;
        while (at < firstLeaf) {
            int child = 2 * at + 1;
            int right = child + 1;
            if (right < size && isBefore(times[right], numbers[right], child)) {
                child = right;
            }
            if (isBefore(time, number, child)) {
                break;
            }
            move(child, at);
            at = child;
        }
        put(at, time, number, action);
    }

    private boolean isBefore(long time, long number, int other) {
        return time < times[other] || time == times[other] && number < numbers[other];
    }

    private void move(int from, int to) {
        put(to, times[from], numbers[from], actions[from]);
    }

    private void put(int at, long time, long number, Simulation.Action action) {
        times[at] = time;
        numbers[at] = number;
        actions[at] = action;
    }
}
