package sparkgaia.lab;

import sparkgaia.core.Effect;
import sparkgaia.core.Invariant;
import sparkgaia.core.Job;
import sparkgaia.core.message.Frame;
import sparkgaia.core.message.Message;
import sparkgaia.lab.wan.Wan;

import java.util.Arrays;

/**
 * All pipes and connections between the regions of a job. The rate of a data segment is the lowest of the link's
 * bandwidth now, the sender's uplink cap shared by its active flows and the receiver's downlink cap shared by its.
 * Faults are settings of this class, which somebody else turns.
 */
public final class VirtualNetwork {
    static final int COPIES_MAX = 100_000;
    private static final long SECOND = 1_000_000_000L;
    private static final long RETRANSMISSION_NANOS = 200_000_000L;
    private static final int LOSSES_MAX = 6;
    private static final long MEASURING_NANOS = SECOND;

    private final Simulation simulation;
    private final Wan wan;
    private final int regions;
    private final int partitions;
    private final Dice dice;
    private final Port[] ports;
    private final Pipe[] pipes;
    private final Connection[][] connections;
    private final long[] rates;
    private final double[] swings;
    private final int[] cuts;
    private final long[][] sealedSeq;
    private final int[] flowsOut;
    private final int[] flowsIn;
    private final long[] uplinkCaps;
    private final long[] downlinkCaps;
    private Weather weather = Weather.CALM;
    private long noticeNanosMax = SECOND;
    private long sessions;
    private int copies;

    /** @param ports the regions, by number; filled in before {@link #start} */
    VirtualNetwork(Simulation simulation, Job job, Wan wan, Port[] ports, Dice dice) {
        this.simulation = simulation;
        this.wan = wan;
        this.regions = job.regions();
        this.partitions = job.partitions();
        this.ports = ports;
        this.dice = dice;
        int pairs = regions * regions;
        this.pipes = new Pipe[pairs];
        this.connections = new Connection[pairs][];
        this.rates = new long[pairs];
        this.swings = new double[pairs];
        this.cuts = new int[pairs];
        this.sealedSeq = new long[pairs][partitions];
        this.flowsOut = new int[regions];
        this.flowsIn = new int[regions];
        this.uplinkCaps = new long[regions];
        this.downlinkCaps = new long[regions];
        Arrays.fill(swings, 1);
        Arrays.fill(uplinkCaps, Long.MAX_VALUE);
        Arrays.fill(downlinkCaps, Long.MAX_VALUE);
        for (int from = 0; from < regions; from++) {
            for (int to = 0; to < regions; to++) {
                pipes[pair(from, to)] = new Pipe(this, from, to);
                rates[pair(from, to)] = wan.bytesPerSecond(from, to);
                connections[pair(from, to)] = from < to ? connect(from, to) : null;
            }
        }
    }

    private Connection[] connect(int low, int high) {
        var made = new Connection[partitions];
        for (int partition = 0; partition < partitions; partition++) {
            made[partition] = new Connection(this, low, high, partition);
        }
        return made;
    }

    private int pair(int from, int to) {
        return from * regions + to;
    }

    private Connection[] connections(int a, int b) {
        return connections[pair(Math.min(a, b), Math.max(a, b))];
    }

    /** Bounds what a region can send and receive in all, in bytes per second. */
    void cap(int region, long uplink, long downlink) {
        uplinkCaps[region] = uplink;
        downlinkCaps[region] = downlink;
    }

    /** All regions begin to call each other. */
    void start() {
        for (int low = 0; low < regions; low++) {
            for (int high = low + 1; high < regions; high++) {
                for (Connection connection : connections(low, high)) {
                    connection.callAfter(0);
                }
            }
        }
    }

    /** Sends if the connection still stands. */
    void send(int from, int partition, Effect.Send send) {
        var frame =
                new Frame(
                        from,
                        send.peer(),
                        partition,
                        send.version(),
                        send.session(),
                        send.message());
        Pipe pipe = pipes[pair(from, send.peer())];
        if (isCarried(frame)) {
            pipe.send(frame);
        } else {
            pipe.count().lostFrames++;
        }
    }

    void died(int region) {
        for (int other = 0; other < regions; other++) {
            if (other != region) {
                for (Connection connection : connections(region, other)) {
                    connection.died(region);
                }
            }
        }
    }

    void restarted(int region) {
        for (int other = region + 1; other < regions; other++) {
            for (Connection connection : connections(region, other)) {
                connection.callAfter(dice.between(0, Connection.BACK_OFF_NANOS_MIN));
            }
        }
    }

    /** Nobody hears this region any more; who calls it by its connections gives them up. */
    void fellSilent(int region) {
        for (int other = 0; other < regions; other++) {
            if (other != region) {
                for (Connection connection : connections(region, other)) {
                    connection.breakUp();
                }
            }
        }
    }

    void setWeather(Weather now) {
        weather = now;
    }

    /** The longest that a side takes to notice that a connection is broken. */
    void setNoticeNanosMax(long nanos) {
        noticeNanosMax = nanos;
    }

    /** Frames from one to the other vanish until {@link #mend}; cuts add up. */
    void cut(int from, int to, long timeoutNanos) {
        cuts[pair(from, to)]++;
        for (Connection connection : connections(from, to)) {
            connection.doom(from, timeoutNanos);
        }
    }

    void mend(int from, int to) {
        cuts[pair(from, to)]--;
    }

    void stall(int from, int to, long nanos) {
        pipe(from, to).stall(nanos);
    }

    void reset(int a, int b, int partition) {
        connections(a, b)[partition].breakUp();
    }

    /** Sets a link's bandwidth to a multiple of its usual one; its sender measures that a second later. */
    void swing(int from, int to, double factor) {
        int at = pair(from, to);
        swings[at] = factor;
        rates[at] = Math.max(1, Math.round(wan.bytesPerSecond(from, to) * factor));
        simulation.after(
                MEASURING_NANOS,
                () -> {
                    for (Connection connection : connections(from, to)) {
                        connection.measured(from);
                    }
                });
    }

    /** Makes a link follow a schedule. */
    void follow(int from, int to, Schedule schedule) {
        followFrom(from, to, schedule, 0);
    }

    private void followFrom(int from, int to, Schedule schedule, long change) {
        long time = schedule.time(change);
        if (time >= 0) {
            simulation.at(
                    time,
                    () -> {
                        swing(from, to, schedule.factor(change));
                        followFrom(from, to, schedule, change + 1);
                    });
        }
    }

    Simulation simulation() {
        return simulation;
    }

    Dice dice() {
        return dice;
    }

    Port port(int region) {
        return ports[region];
    }

    Pipe pipe(int from, int to) {
        return pipes[pair(from, to)];
    }

    long latency(int from, int to) {
        return wan.latencyNanos(from, to);
    }

    long noticeNanosMax() {
        return noticeNanosMax;
    }

    long freshSession() {
        return ++sessions;
    }

    boolean isCut(int from, int to) {
        return cuts[pair(from, to)] > 0;
    }

    boolean canCall(int low, int high) {
        return ports[low].isReachable()
                && ports[high].isReachable()
                && !isCut(low, high)
                && !isCut(high, low);
    }

    boolean isCarried(Frame frame) {
        return connections(frame.from(), frame.to())[frame.partition()].carries(
                frame.session(), frame.from());
    }

    void flows(int from, int to, int change) {
        flowsOut[from] += change;
        flowsIn[to] += change;
    }

    /** Bytes per second of a segment that starts now. */
    long rate(int from, int to) {
        long rate = rates[pair(from, to)];
        if (uplinkCaps[from] != Long.MAX_VALUE) {
            rate = Math.min(rate, uplinkCaps[from] / Math.max(1, flowsOut[from]));
        }
        if (downlinkCaps[to] != Long.MAX_VALUE) {
            rate = Math.min(rate, downlinkCaps[to] / Math.max(1, flowsIn[to]));
        }
        return Math.max(1, rate);
    }

    /** What a partition is told of a link: its fair part of the bandwidth, and of what all links of a region may use. */
    long measured(int from, int to) {
        int others = Math.max(1, regions - 1);
        long caps = Math.min(uplinkCaps[from] / others, downlinkCaps[to] / others);
        return Math.max(1, Math.min(rates[pair(from, to)], caps) / partitions);
    }

    /** How much later a frame comes because the transport had to send it again. */
    long delayByLoss(Pipe pipe, Frame frame) {
        if (weather.loss() == 0 || !dice.chance(weather.loss())) {
            return 0;
        }
        if (dice.chance(weather.reset())) {
            connections(frame.from(), frame.to())[frame.partition()].breakUp();
            return 0;
        }
        long timeout = 2 * latency(frame.from(), frame.to()) + RETRANSMISSION_NANOS;
        long delay = 0;
        int losses = 0;
        do {
            delay += timeout << losses;
            pipe.count().add(frame.message().bytes(), true);
        } while (++losses < LOSSES_MAX && dice.chance(weather.loss()));
        return delay;
    }

    long delayByOvertaking(int from, int to) {
        return weather.overtaking() > 0 && dice.chance(weather.overtaking())
                ? dice.between(1, 4 * latency(from, to) + RETRANSMISSION_NANOS)
                : 0;
    }

    /** When a copy of a frame that arrives then comes again, or 0 for never. */
    long repeatAt(long arrival) {
        if (weather.repeat() == 0 || copies >= COPIES_MAX || !dice.chance(weather.repeat())) {
            return 0;
        }
        copies++;
        return arrival + dice.scaled(1000, weather.repeatNanosMax());
    }

    void copyCame() {
        copies--;
    }

    /** Whether this is a batch that its sender had sent before. */
    boolean isSentAgain(Frame frame) {
        if (frame.message() instanceof Message.Batch batch) {
            long[] highest = sealedSeq[pair(frame.from(), frame.to())];
            if (batch.seq() <= highest[frame.partition()]) {
                return true;
            }
            highest[frame.partition()] = batch.seq();
        }
        return false;
    }

    /** What went from one region to another. */
    public LinkCount count(int from, int to) {
        Invariant.check(from != to, "a region has no link to itself");
        return pipe(from, to).count();
    }
}
