package sparkgaia.server.ledger;

import sparkgaia.core.Invariant;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Control messages that have no record yet, summed by job, receiver and clock. */
final class ControlSums {
    /** Jobs times receivers. */
    static final int FLOWS_MAX = 65_536;

    private record Flow(String job, String receiver) {}

    private record Sum(int clock, int messages, long bytes, long sinceNanos) {}

    /** The oldest comes first. */
    private final Map<Flow, Sum> sums = new LinkedHashMap<>();

    /** What has to be written before a message of this clock can be counted, or null. */
    Egress displaced(String job, String receiver, int clock) {
        var flow = new Flow(job, receiver);
        Sum sum = sums.get(flow);
        return sum == null || sum.clock() == clock ? null : record(flow, sum);
    }

    /** A sum of another clock is taken to have been written. */
    void count(String job, String receiver, int clock, long bytes) {
        var flow = new Flow(job, receiver);
        Sum sum = sums.get(flow);
        if (sum != null && sum.clock() == clock) {
            sums.put(
                    flow,
                    new Sum(clock, sum.messages() + 1, sum.bytes() + bytes, sum.sinceNanos()));
            return;
        }
        sums.remove(flow);
        Invariant.check(sums.size() < FLOWS_MAX, "control of %s flows", sums.size());
        sums.put(flow, new Sum(clock, 1, bytes, System.nanoTime()));
    }

    /** A sum that was begun before this time, or null; the same again until {@link #isWritten}. */
    Egress next(long beforeNanos) {
        for (Map.Entry<Flow, Sum> eldest : sums.entrySet()) {
            boolean isOld =
                    beforeNanos == Long.MAX_VALUE
                            || eldest.getValue().sinceNanos() - beforeNanos <= 0;
            return isOld ? record(eldest.getKey(), eldest.getValue()) : null;
        }
        return null;
    }

    void isWritten(Egress sum) {
        sums.remove(new Flow(sum.job(), sum.receiver()));
    }

    boolean isEmpty() {
        return sums.isEmpty();
    }

    private static Egress record(Flow flow, Sum sum) {
        return new Egress(
                Egress.Kind.CONTROL,
                flow.job(),
                flow.receiver(),
                0,
                0,
                0,
                sum.clock(),
                new TreeMap<>(),
                sum.messages(),
                sum.bytes(),
                "",
                false);
    }
}
