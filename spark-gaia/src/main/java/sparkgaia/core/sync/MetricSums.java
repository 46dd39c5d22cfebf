package sparkgaia.core.sync;

import sparkgaia.core.Record;
import sparkgaia.core.Record.Image.LinkMetrics;
import sparkgaia.core.Record.Image.MetricsForgotten;
import sparkgaia.core.Record.Image.OwnMetrics;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message.ClockMetrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * At the lead: exact sums of metrics by clock, the region's own and what was heard over each link. Kept until the other
 * side of each link is known to have them, so a lost message loses no sum.
 */
public final class MetricSums {
    /** In an image, sums come in slices of so many clocks. */
    private static final int SLICE_CLOCKS = 1 << 10;

    private final int count;
    private final TreeMap<Integer, long[]> own = new TreeMap<>();
    private final TreeMap<Long, TreeMap<Integer, long[]>> heard = new TreeMap<>();
    private final TreeMap<Long, Integer> heardUpTo = new TreeMap<>();
    private int decided = Clocks.NONE;
    private int forgotten = Clocks.NONE;

    public MetricSums(int count) {
        this.count = count;
    }

    public boolean isUsed() {
        return count > 0;
    }

    public void addOwn(int clock, long[] metrics) {
        if (isUsed()) {
            add(own.computeIfAbsent(clock, key -> new long[count]), metrics);
        }
    }

    private static void add(long[] sums, long[] metrics) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += metrics[i];
        }
    }

    /** What a link of a version of the topology is called here. */
    public static long link(int version, int peer) {
        return (long) version << 32 | peer;
    }

    /** The clock up to which sums were heard over a link that carries the clocks after {@code first}. */
    public int heardFrom(long link, int first) {
        return heardUpTo.getOrDefault(link, first);
    }

    /** The sums that are new, in order and without a gap. */
    public List<ClockMetrics> news(long link, int first, List<ClockMetrics> told) {
        var news = new ArrayList<ClockMetrics>();
        int next = heardFrom(link, first) + 1;
        for (ClockMetrics metrics : told) {
            if (metrics.clock() == next && metrics.sums().length == count) {
                news.add(metrics);
                next++;
            }
        }
        return news;
    }

    public void hear(long link, List<ClockMetrics> news) {
        for (ClockMetrics metrics : news) {
            heard.computeIfAbsent(link, key -> new TreeMap<>())
                    .put(metrics.clock(), metrics.sums());
            heardUpTo.put(link, metrics.clock());
        }
    }

    /**
     * The sum of a clock over this region (whose own clock is given) and what was heard over these links, or null while
     * one of them is missing.
     */
    public long[] sum(int clock, int ownClock, Iterable<Long> links) {
        if (clock > ownClock) {
            return null;
        }
        long[] sum = new long[count];
        long[] mine = own.get(clock);
        if (mine != null) {
            add(sum, mine);
        }
        for (long link : links) {
            if (heardFrom(link, Clocks.NONE) < clock) {
                return null;
            }
            TreeMap<Integer, long[]> theirs = heard.get(link);
            if (theirs != null && theirs.containsKey(clock)) {
                add(sum, theirs.get(clock));
            }
        }
        return sum;
    }

    /** The next clock for which the stop rule has not been asked. */
    public int undecided() {
        return decided + 1;
    }

    public void decide(int clock) {
        decided = clock;
    }

    /** Forgets sums that everybody who needs them is known to have. */
    public void forget(int upTo) {
        forgotten = Math.max(forgotten, upTo);
        own.headMap(upTo, true).clear();
        for (Map.Entry<Long, TreeMap<Integer, long[]>> entry : heard.entrySet()) {
            entry.getValue().headMap(upTo, true).clear();
        }
    }

    /** The clock up to which sums are not here any more: who needed them is known to have them. */
    public int forgotten() {
        return forgotten;
    }

    /** Writes these sums as a part of an image: those that are needed still. */
    public void image(Consumer<Record> sink) {
        sink.accept(new MetricsForgotten(forgotten));
        slices(own, sums -> sink.accept(new OwnMetrics(sums)));
        for (Map.Entry<Long, Integer> entry : heardUpTo.entrySet()) {
            int version = (int) (entry.getKey() >> 32);
            int peer = (int) (long) entry.getKey();
            int upTo = entry.getValue();
            sink.accept(new LinkMetrics(version, peer, upTo, List.of()));
            slices(
                    heard.get(entry.getKey()),
                    sums -> sink.accept(new LinkMetrics(version, peer, upTo, sums)));
        }
    }

    private static void slices(TreeMap<Integer, long[]> of, Consumer<List<ClockMetrics>> sink) {
        var some = new ArrayList<ClockMetrics>();
        for (Map.Entry<Integer, long[]> entry : of.entrySet()) {
            some.add(new ClockMetrics(entry.getKey(), entry.getValue().clone()));
            if (some.size() == SLICE_CLOCKS || entry.getKey().equals(of.lastKey())) {
                sink.accept(List.copyOf(some));
                some.clear();
            }
        }
    }

    /** Takes a part of an image. The stop rule was asked about what is forgotten. */
    public void restore(Record.Image.OfMetrics image) {
        if (image instanceof MetricsForgotten part) {
            forgotten = part.upTo();
            decided = part.upTo();
        } else if (image instanceof OwnMetrics part) {
            for (ClockMetrics metrics : part.sums()) {
                own.put(metrics.clock(), metrics.sums().clone());
            }
        } else if (image instanceof LinkMetrics part) {
            long link = link(part.version(), part.peer());
            var sums = heard.computeIfAbsent(link, key -> new TreeMap<>());
            part.sums().forEach(metrics -> sums.put(metrics.clock(), metrics.sums()));
            heardUpTo.put(link, part.upTo());
        }
    }
}
