package sparkgaia.spark;

import java.util.Collection;
import java.util.HashMap;
import java.util.TreeSet;

/**
 * Whether keys have records in several regions, without their values: of each region the smallest hashes of its keys are
 * enough, under a secret of the fit. A region with at most {@link #KEPT_MAX} keys is looked through whole, a larger one by
 * a sample that is the same keys in every region.
 */
final class Homes {
    static final int KEPT_MAX = 4096;

    private Homes() {}

    /** Puts a hash among the smallest. */
    static void add(TreeSet<Long> smallest, long hash) {
        if (smallest.size() < KEPT_MAX || hash < smallest.last()) {
            smallest.add(hash);
            if (smallest.size() > KEPT_MAX) {
                smallest.pollLast();
            }
        }
    }

    /** How many keys, of those looked at, are in more than one region. */
    static int inSeveral(Collection<TreeSet<Long>> regions) {
        long known = Long.MAX_VALUE;
        for (TreeSet<Long> region : regions) {
            if (region.size() == KEPT_MAX) {
                known = Math.min(known, region.last());
            }
        }
        var times = new HashMap<Long, Integer>();
        for (TreeSet<Long> region : regions) {
            region.headSet(known, true).forEach(hash -> times.merge(hash, 1, Integer::sum));
        }
        return (int) times.values().stream().filter(each -> each > 1).count();
    }
}
