package sparkgaia.core.link;

import java.util.Arrays;

/**
 * Rows by rank, the highest first, and of equal rank the lowest number first. A heap: a batch takes a few of many, and only
 * those are put in order.
 */
final class Ranking {
    private long[] ranks = new long[64];
    private int[] ids = new int[64];
    private int size;

    /** All rows are added before the first is taken. */
    void add(int id, long rank) {
        if (size == ids.length) {
            ranks = Arrays.copyOf(ranks, 2 * size);
            ids = Arrays.copyOf(ids, 2 * size);
        }
        ranks[size] = rank;
        ids[size++] = id;
    }

    void order() {
        for (int at = size / 2 - 1; at >= 0; at--) {
            sink(at);
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    int take() {
        int first = ids[0];
        size--;
        ids[0] = ids[size];
        ranks[0] = ranks[size];
        sink(0);
        return first;
    }

    private void sink(int from) {
        int at = from;
        int child = 2 * at + 1;
        while (child < size) {
            if (child + 1 < size && isAhead(child + 1, child)) {
                child++;
            }
            if (!isAhead(child, at)) {
                return;
            }
            swap(at, child);
            at = child;
            child = 2 * at + 1;
        }
    }

    private boolean isAhead(int one, int other) {
        return ranks[one] != ranks[other] ? ranks[one] > ranks[other] : ids[one] < ids[other];
    }

    private void swap(int one, int other) {
        long rank = ranks[one];
        ranks[one] = ranks[other];
        ranks[other] = rank;
        int id = ids[one];
        ids[one] = ids[other];
        ids[other] = id;
    }
}
