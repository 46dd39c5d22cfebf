package sparkgaia.core.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.Seeds;

import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** I4 at one link. */
class BarrierTest {
    private final Barrier barrier = new Barrier();

    @Test
    void announcedRowsAreBarredAtLaterClocksAndOthersAreNot() {
        barrier.raise(3, new int[] {1, 4});
        assertFalse(barrier.isBarred(1, 3), "the clock itself may read");
        assertTrue(barrier.isBarred(1, 4));
        assertTrue(barrier.isBarred(4, 100));
        assertFalse(barrier.isBarred(2, 4));
    }

    @Test
    void announcementsOfARowAddUpAndEachFallsWhenTheLinkIsThroughIt() {
        barrier.raise(3, new int[] {1});
        barrier.raise(5, new int[] {1, 2});
        barrier.raise(3, new int[] {7});
        barrier.lower(3);
        assertFalse(barrier.isBarred(7, 9));
        assertTrue(barrier.isBarred(1, 9), "it was announced again");
        assertFalse(barrier.isBarred(1, 5));
        barrier.lower(4);
        assertTrue(barrier.isBarred(2, 6));
        barrier.lower(5);
        assertTrue(barrier.isOpen());
    }

    @Seeds
    void aRowIsBarredWhileAnAnnouncementOfALowerClockIsOpen(Random random) {
        var open = new TreeMap<Integer, TreeSet<Integer>>();
        for (int step = 0; step < 40; step++) {
            int clock = random.nextInt(12);
            if (random.nextInt(4) == 0) {
                barrier.lower(clock);
                open.headMap(clock, true).clear();
            } else {
                int id = random.nextInt(5);
                barrier.raise(clock, new int[] {id});
                open.computeIfAbsent(clock, key -> new TreeSet<>()).add(id);
            }
            int id = random.nextInt(5);
            int reader = random.nextInt(14);
            boolean expected =
                    open.headMap(reader, false).values().stream().anyMatch(ids -> ids.contains(id));
            assertEquals(expected, barrier.isBarred(id, reader));
        }
    }
}
