package sparkgaia.lab;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Invariant;
import sparkgaia.core.message.Request;

import java.util.ArrayDeque;

/**
 * The process of one region: a {@link VirtualPartition} for each partition, which live and die together. A stopped
 * process ({@link #pause}) handles nothing; what arrives waits in its sockets. {@code life} counts its deaths, so that
 * what belongs to an earlier process is recognised.
 */
final class VirtualSidecar implements Port {
    static final int INBOX_MAX = 1 << 20;
    private static final long NEVER = Long.MAX_VALUE;

    private final World world;
    private final Simulation simulation;
    private final int region;
    private final VirtualPartition[] partitions;
    private final ArrayDeque<Parcel> inbox = new ArrayDeque<>();
    private boolean isAlive;
    private boolean isPaused;
    private boolean hasLeft;
    private boolean hasLostDisk;
    private boolean isForgotten;

    private long life;
    private long effects;
    private long lastEffect = NEVER;
    private Fault.Tail lastTail;
    private long restartNanos;
    private long diskRepairNanos;

    private record Parcel(int partition, Event event) {}

    VirtualSidecar(World world, int region) {
        this.world = world;
        this.simulation = world.simulation();
        this.region = region;
        this.partitions = new VirtualPartition[world.job().partitions()];
        for (int partition = 0; partition < partitions.length; partition++) {
            partitions[partition] = new VirtualPartition(world, this, region, partition);
        }
    }

    /** Begins a process, the first or a later one; its connections and its workers come back by themselves. */
    void start() {
        Invariant.check(!isAlive, "a region has one process");
        isAlive = true;
        for (VirtualPartition partition : partitions) {
            partition.load();
        }
        long now = life;
        for (int partition = 0; partition < partitions.length && now == life; partition++) {
            partitions[partition].handle(new Event.Start());
        }
    }

    @Override
    public void deliver(int partition, Event event) {
        if (!isAlive) {
            return;
        }
        if (isPaused) {
            Invariant.check(
                    inbox.size() < INBOX_MAX,
                    "the sockets of a process hold at most %d frames",
                    INBOX_MAX);
            inbox.add(new Parcel(partition, event));
            return;
        }
        partitions[partition].handle(event);
    }

    /** A request is on its way from an attempt of a worker. */
    void ask(VirtualAttempt attempt, int partition, Request request) {
        long sentTo = life;
        simulation.after(
                world.localNanos(),
                () -> {
                    if (sentTo == life && attempt.isAlive()) {
                        deliver(partition, new Event.WorkerAsked(request));
                    }
                });
    }

    void answer(int partition, Effect.Answer answer) {
        long sentBy = life;
        simulation.after(
                world.localNanos(),
                () -> {
                    if (sentBy == life) {
                        world.worker(answer.worker())
                                .answer(answer.attempt(), partition, answer.reply());
                    }
                });
    }

    void tell(int from, Effect.Tell tell) {
        long saidBy = life;
        simulation.after(
                0,
                () -> {
                    if (saidBy == life) {
                        deliver(tell.partition(), new Event.Told(from, tell.inside()));
                    }
                });
    }

    /** Whether it is no member from the beginning: it never was, or its journal is lost. */
    boolean isNewcomer() {
        return hasLostDisk || !world.job().topology(0).hasMember(region);
    }

    /** The process dies, and its disk with it
     * if {@code hasDisk} is false. */
    void crash(Fault.Tail tail, boolean hasDisk) {
        if (!isAlive && (hasDisk || hasLeft)) {
            return;
        }
        isAlive = false;
        isPaused = false;

        life++;
        inbox.clear();
        for (VirtualPartition partition : partitions) {
            partition.crash(tail);
            if (!hasDisk) {
                partition.disk().wipe();
            }
        }
        hasLostDisk |= !hasDisk;
        isForgotten |= !hasDisk;

        if (simulation.isFilmed()) {
            simulation.film(
                    world.job().name(region) + " dies" + (hasDisk ? "" : " and loses its disk"));
        }
        world.network().died(region);
        for (Observer observer : world.observers()) {
            observer.crashed(simulation.now(), region, hasDisk);
        }
    }

    /** The process dies and never comes back, nor do its workers. */
    void leave() {
        crash(Fault.Tail.TORN, true);
        hasLeft = true;
        for (VirtualPartition partition : partitions) {
            partition.leave();
        }
        for (int worker : world.job().workersOf(region)) {
            world.worker(worker).leave();
        }
    }

    /** Begins a new process after this time, unless there is one by then. */
    void restartAfter(long nanos) {
        long dead = life;
        simulation.after(
                nanos,
                () -> {
                    if (dead == life) {
                        restart();
                    }
                });
    }

    /** Begins a new process if there is none. */
    void restart() {
        if (isAlive || hasLeft) {
            return;
        }
        if (simulation.isFilmed()) {
            simulation.film(world.job().name(region) + " is started again");
        }
        start();
        if (isAlive) {
            world.network().restarted(region);
            for (int worker : world.job().workersOf(region)) {
                if (isForgotten) {
                    world.worker(worker).crash(0);
                } else {
                    world.worker(worker).sidecarIsBack();
                }
            }
            isForgotten = false;
        }
    }

    void crashByDisk() {
        crash(Fault.Tail.TORN, true);
        restartAfter(diskRepairNanos);
    }

    /** The next sync of a partition's disk fails; the process dies by it and is started again after a while. */
    void failDisk(int partition, long repairNanos) {
        diskRepairNanos = repairNanos;
        partitions[partition].disk().failNext();
    }

    /** From now on until said otherwise, a sync takes up to this long. */
    void setSyncNanosMax(long nanos) {
        for (VirtualPartition partition : partitions) {
            partition.disk().setSyncNanosMax(nanos);
        }
    }

    /** A disk that was about to fail does not. */
    void mendDisks() {
        for (VirtualPartition partition : partitions) {
            partition.disk().mend();
        }
    }

    void pause() {
        if (isAlive) {
            isPaused = true;
        }
    }

    void resume() {
        if (!isPaused) {
            return;
        }
        isPaused = false;
        long now = life;
        for (VirtualPartition partition : partitions) {
            partition.synced();
        }
        while (!inbox.isEmpty() && now == life) {
            Parcel parcel = inbox.poll();
            partitions[parcel.partition].handle(parcel.event);
        }
    }

    /** The process dies before it carries out the n-th effect from its first start on. */
    void crashBefore(long effect, Fault.Tail tail, long nanosUntilRestart) {
        lastEffect = effect;
        lastTail = tail;
        restartNanos = nanosUntilRestart;
    }

    /** Counts an effect; whether the process has just died before it. */
    boolean isLastEffect() {
        if (effects++ != lastEffect) {
            return false;
        }
        crash(lastTail, true);
        restartAfter(restartNanos);
        return true;
    }

    /** How many effects this region has carried out, in all its lives. */
    long effects() {
        return effects;
    }

    @Override
    public boolean isAlive() {
        return isAlive;
    }

    @Override
    public boolean isReachable() {
        return isAlive && !isPaused;
    }

    long life() {
        return life;
    }

    VirtualPartition partition(int partition) {
        return partitions[partition];
    }
}
