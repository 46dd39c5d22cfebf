package sparkgaia.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.table.Mix;

import java.util.List;
import java.util.TreeSet;

/** Keys of several regions are found by hashes, and the hashes are few. */
class HomesTest {
    private static TreeSet<Long> keys(int from, int to) {
        var smallest = new TreeSet<Long>();
        for (int key = from; key < to; key++) {
            Homes.add(smallest, Mix.hash(7, key));
        }
        assertTrue(smallest.size() <= Homes.KEPT_MAX);
        return smallest;
    }

    @Test
    void fewKeysAreAllLookedAt() {
        assertEquals(0, Homes.inSeveral(List.of(keys(0, 2_000), keys(2_000, 4_000))));
        assertEquals(
                3,
                Homes.inSeveral(List.of(keys(0, 2_001), keys(2_000, 4_002), keys(4_000, 6_000))));
        assertEquals(0, Homes.inSeveral(List.of(keys(0, 10))));
    }

    @Test
    void ofManyKeysTheSameSampleIsLookedAtEverywhere() {
        int found = Homes.inSeveral(List.of(keys(0, 100_000), keys(90_000, 190_000)));
        assertTrue(found > 200 && found < 600, found + " of about 4,096 * 0.1");
        assertEquals(0, Homes.inSeveral(List.of(keys(0, 100_000), keys(100_000, 200_000))));
        assertTrue(Homes.inSeveral(List.of(keys(0, 100_000), keys(0, 100))) > 0);
    }
}
