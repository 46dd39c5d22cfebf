package sparkgaia.core.link;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * The selective barrier of one link: rows announced by a clock that may not be read at a later one before the link is
 * through it. Announcements of a row add up. Owns I4.
 */
public final class Barrier {
    private final TreeMap<Integer, BitSet> announced = new TreeMap<>();

    public void raise(int clock, int[] ids) {
        BitSet rows = announced.computeIfAbsent(clock, key -> new BitSet());
        for (int id : ids) {
            rows.set(id);
        }
    }

    /** The link is through this clock. */
    public void lower(int through) {
        announced.headMap(through, true).clear();
    }

    /** Whether a worker at this clock has to wait for the row. */
    public boolean isBarred(int id, int clock) {
        for (Map.Entry<Integer, BitSet> entry : announced.headMap(clock, false).entrySet()) {
            if (entry.getValue().get(id)) {
                return true;
            }
        }
        return false;
    }

    public boolean isOpen() {
        return announced.isEmpty();
    }
}
