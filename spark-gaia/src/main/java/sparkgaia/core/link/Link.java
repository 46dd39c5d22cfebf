package sparkgaia.core.link;

import sparkgaia.core.Record;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.message.Message.Clock;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Both directions of a connection between two regions in one version of the topology. The halves are durable; what was
 * heard on connections (mirror clock, announcements, absent members) is stated again on each, and forgotten at a
 * restart.
 */
public final class Link {
    private final Peer peer;
    private final int[] behind;
    private final Outgoing out;
    private final Incoming in;
    private final TokenBucket bucket;
    private final Barrier barrier = new Barrier();
    private final TreeMap<Long, Batch> early = new TreeMap<>();
    private Link[] into = {};
    private Link[] sources = {};
    private int peerIncarnation;
    private boolean isStated;
    private boolean hasStated;
    private boolean isGapNamed;
    private long dropped;
    private int mirror;
    private int laggard;
    private int[] absent = {};
    private Clock told;
    private int metricsTold;
    private int metricsHeardByPeer;

    Link(Peer peer, int[] behind, Outgoing out, Incoming in, TokenBucket bucket, int first) {
        this.peer = peer;
        this.behind = behind;
        this.out = out;
        this.in = in;
        this.bucket = bucket;
        this.mirror = first;
        this.metricsTold = first;
        this.metricsHeardByPeer = first;
        this.laggard = peer.region();
    }

    /** A neighbour is no member any more: nothing is forwarded to it or from it. */
    void forget(Link gone) {
        wire(without(into, gone), without(sources, gone));
    }

    private static Link[] without(Link[] links, Link gone) {
        return Arrays.stream(links).filter(link -> link != gone).toArray(Link[]::new);
    }

    void wire(Link[] forwardsInto, Link[] forwardedFrom) {
        this.into = forwardsInto;
        this.sources = forwardedFrom;
    }

    /** A new connection: nothing is stated on it yet. */
    public void reset() {
        isStated = false;
        isGapNamed = false;
        dropped = 0;
        told = null;
        early.clear();
    }

    /** The other side has stated; true if it is the first time on this connection. */
    public boolean state(int incarnation) {
        boolean isFirst = !isStated;
        peerIncarnation = incarnation;
        isStated = true;
        hasStated = true;
        return isFirst;
    }

    /** Takes in what a clock message says; a mirror clock never goes back. */
    public void hear(Clock clock) {
        if (clock.clock() >= mirror) {
            mirror = clock.clock();
            laggard = clock.laggard();
        }
        absent = clock.absent();
    }

    /** Whether somebody behind the link is in the waits. */
    public boolean isLive() {
        return !peer.isSilent() && (absent.length == 0 || absent.length < behind.length);
    }

    /** The members behind the link that have left the waits. */
    public int[] absent() {
        return peer.isSilent() ? behind : absent;
    }

    /** Whether both halves have carried all there is for now. */
    public boolean isFlushed() {
        return in.isFlushed()
                && out.through() >= Clocks.FLUSHED
                && out.kept().isEmpty()
                && !out.hasPending();
    }

    /** Whether both halves have nothing more to carry, ever. */
    public boolean isDrained() {
        return isFlushed() && in.isFinal() && out.through() == Clocks.INFINITE;
    }

    public Peer peer() {
        return peer;
    }

    public int[] behind() {
        return behind;
    }

    public Outgoing out() {
        return out;
    }

    public Incoming in() {
        return in;
    }

    public TokenBucket bucket() {
        return bucket;
    }

    public Barrier barrier() {
        return barrier;
    }

    /** Batches that came ahead of their turn. */
    public TreeMap<Long, Batch> early() {
        return early;
    }

    /** The links into which what arrives here is forwarded. */
    public Link[] into() {
        return into;
    }

    /** The links whose batches are forwarded into this one. */
    public Link[] sources() {
        return sources;
    }

    /** Stated on this connection: data may flow. */
    public boolean isStated() {
        return isStated && peer.isConnected();
    }

    /** Stated since this region's start: what is known of the other side is enough to go by. */
    public boolean hasStated() {
        return hasStated;
    }

    public int peerIncarnation() {
        return peerIncarnation;
    }

    public int mirror() {
        return mirror;
    }

    public int laggard() {
        return laggard;
    }

    public Clock told() {
        return told;
    }

    public void tell(Clock clock) {
        told = clock;
    }

    /** The clock up to which sums of metrics were sent on this connection. */
    public int metricsTold() {
        return metricsTold;
    }

    public void tellMetrics(int clock) {
        metricsTold = clock;
    }

    /** The clock up to which the other side has said that it has the sums on its disk. */
    public int metricsHeardByPeer() {
        return metricsHeardByPeer;
    }

    public void hearMetricsHeard(int clock) {
        metricsHeardByPeer = Math.max(metricsHeardByPeer, clock);
    }

    /** The highest batch that was dropped for want of room since the last gap was named, or 0. */
    public long dropped() {
        return dropped;
    }

    public void drop(long seq) {
        dropped = Math.max(dropped, seq);
    }

    public boolean isGapNamed() {
        return isGapNamed;
    }

    public void setGapNamed(boolean named) {
        isGapNamed = named;
        dropped = named ? 0 : dropped;
    }

    /** Writes both halves as a part of an image. */
    public void image(int version, Consumer<Record> sink) {
        in.image(version, peer.region(), sink);
        out.image(version, peer.region(), sink);
    }

    /** Takes a part of an image. */
    public void restore(Record.Image.OfLink part) {
        if (part instanceof Record.Image.Heard heard) {
            in.restore(heard);
        } else {
            out.restore(part);
        }
    }
}
