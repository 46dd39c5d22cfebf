package sparkgaia.lab;

import sparkgaia.core.Event;

/**
 * The connection of one partition between two regions. Both sides learn of a connection by one session number, each at
 * its own time, and of its end each at its own time too. The side with the lower number calls.
 *
 * <p>States: nothing ({@code session == 0}), or a session, from the moment a call succeeds until something breaks it;
 * what a side believes ({@code heardLow}, {@code heardHigh}) comes later. A frame is carried only while its session is
 * the one that stands.
 */
final class Connection {
    static final long BACK_OFF_NANOS_MIN = 100_000_000L;
    static final long BACK_OFF_NANOS_MAX = 5_000_000_000L;

    private final VirtualNetwork network;
    private final int low;
    private final int high;
    private final int partition;

    private long session;
    private boolean isUpDoomed;
    private boolean isDownDoomed;
    private long heardLow;
    private long heardHigh;
    private int tries;
    private long call;

    Connection(VirtualNetwork network, int low, int high, int partition) {
        this.network = network;
        this.low = low;
        this.high = high;
        this.partition = partition;
    }

    /** Whether a frame of this session, sent by {@code from}, gets through. */
    boolean carries(long frameSession, int from) {
        return frameSession == session
                && session != 0
                && !(from == low ? isUpDoomed : isDownDoomed);
    }

    /** Calls after this time, again and again until the other side answers. */
    void callAfter(long nanos) {
        long number = ++call;
        network.simulation().after(nanos, () -> call(number));
    }

    private void call(long number) {
        if (number != call || session != 0 || !network.port(low).isAlive()) {
            return;
        }
        if (!network.canCall(low, high)) {
            tries++;
            callAfter(backOff());
            return;
        }
        session = network.freshSession();
        isUpDoomed = false;
        isDownDoomed = false;
        long made = session;
        // TCP's and TLS's handshakes are a round trip each; the called side hears the end of the
        // last one half a trip
        // later, so nothing that the caller says can overtake it.
        long roundTrip = network.latency(low, high) + network.latency(high, low);
        network.simulation().after(2 * roundTrip, () -> ready(low, made));
        network.simulation()
                .after(2 * roundTrip + network.latency(low, high), () -> ready(high, made));
    }

    private long backOff() {
        long longest = Math.min(BACK_OFF_NANOS_MAX, BACK_OFF_NANOS_MIN << Math.min(tries, 10));
        return network.dice().between(longest / 2, longest);
    }

    private void ready(int side, long made) {
        if (made != session) {
            return;
        }
        int peer = other(side);
        setHeard(side, made);
        tries = 0;
        long measured = network.measured(side, peer);
        network.port(side).deliver(partition, new Event.LinkReady(peer, made, measured));
    }

    /** It breaks now, whatever is in flight is gone; the sides notice later, each in its own time. */
    void breakUp() {
        if (session == 0) {
            return;
        }
        session = 0;
        noticeLater(low, heardLow);
        noticeLater(high, heardHigh);
        if (heardLow == 0) {
            callAfter(backOff());
        }
    }

    private void noticeLater(int side, long heard) {
        if (heard != 0) {
            long soonest = network.latency(low, high);
            long delay =
                    network.dice().between(soonest, Math.max(soonest, network.noticeNanosMax()));
            network.simulation().after(delay, () -> notice(side, heard));
        }
    }

    private void notice(int side, long lost) {
        if ((side == low ? heardLow : heardHigh) != lost) {
            return;
        }
        setHeard(side, 0);
        network.port(side).deliver(partition, new Event.LinkLost(other(side)));
        if (side == low) {
            callAfter(backOff());
        }
    }

    /** The process of a side is gone: it will notice nothing any more. */
    void died(int side) {
        setHeard(side, 0);
        breakUp();
    }

    /** Nothing that {@code from} has sent or will send arrives; by a time-out both sides give up. */
    void doom(int from, long timeoutNanos) {
        if (session == 0) {
            return;
        }
        if (from == low) {
            isUpDoomed = true;
        } else {
            isDownDoomed = true;
        }
        breakAfter(timeoutNanos);
    }

    /** The session that stands now does not outlive this time. */
    void breakAfter(long nanos) {
        long doomed = session;
        network.simulation()
                .after(
                        nanos,
                        () -> {
                            if (session == doomed) {
                                breakUp();
                            }
                        });
    }

    /** The bandwidth from a side has changed. */
    void measured(int side) {
        if ((side == low ? heardLow : heardHigh) != 0) {
            int peer = other(side);
            network.port(side)
                    .deliver(partition, new Event.LinkMeasured(peer, network.measured(side, peer)));
        }
    }

    private int other(int side) {
        return side == low ? high : low;
    }

    private void setHeard(int side, long made) {
        if (side == low) {
            heardLow = made;
        } else {
            heardHigh = made;
        }
    }
}
