package sparkgaia.spark;

import java.util.List;

/**
 * All tasks of a stage, as each of them knows all: the region of each, by number.
 *
 * @param me the number of the task that asks
 */
record Crew(List<String> regions, int me) {
    Crew {
        regions = List.copyOf(regions);
    }

    String region() {
        return regions.get(me);
    }

    /** How many tasks of my region come before me. */
    int place() {
        return (int) regions.stream().limit(me).filter(region()::equals).count();
    }

    /** How many tasks my region has. */
    int size() {
        return (int) regions.stream().filter(region()::equals).count();
    }

    boolean isFirst() {
        return place() == 0;
    }

    /** Which of so many things of my region are mine: runs of them, in order. */
    boolean isMine(int thing, int of) {
        return (int) ((long) thing * size() / of) == place();
    }
}
