package sparkgaia.lab;

import sparkgaia.core.Invariant;
import sparkgaia.core.message.Reply;

import java.util.ArrayList;
import java.util.List;

/**
 * A worker beside its region's sidecar. It has one current attempt; older ones that nobody could stop (zombies) may go
 * on asking next to it.
 */
final class VirtualWorker {
    static final int ZOMBIES_MAX = 8;

    private final World world;
    private final int worker;
    private final List<VirtualAttempt> zombies = new ArrayList<>();
    private VirtualAttempt current;
    private int attempts;
    private boolean hasEnded;

    VirtualWorker(World world, int worker) {
        this.world = world;
        this.worker = worker;
    }

    /** Begins an attempt: the first, or the next after the last one is dead or out of reach. */
    void start() {
        if (hasEnded) {
            return;
        }
        VirtualSidecar sidecar = world.sidecar(world.job().regionOf(worker));
        int number = attempts++;
        current =
                new VirtualAttempt(
                        world.simulation(), sidecar, this, number, world.loop(worker, number));
        current.start();
    }

    void answer(int attempt, int partition, Reply reply) {
        if (current != null && current.number() == attempt) {
            answer(current, partition, reply);
            return;
        }
        for (int i = 0; i < zombies.size(); i++) {
            if (zombies.get(i).number() == attempt) {
                answer(zombies.get(i), partition, reply);
                return;
            }
        }
    }

    private static void answer(VirtualAttempt attempt, int partition, Reply reply) {
        if (attempt.isAlive()) {
            attempt.answer(partition, reply);
        }
    }

    void sidecarIsBack() {
        for (VirtualAttempt zombie : List.copyOf(zombies)) {
            reconnect(zombie);
        }
        if (current != null) {
            reconnect(current);
        }
    }

    private static void reconnect(VirtualAttempt attempt) {
        if (attempt.isAlive()) {
            attempt.reconnected();
        }
    }

    /** The current attempt dies; another begins after a while. */
    void crash(long nanosUntilRestart) {
        if (hasEnded || current == null) {
            return;
        }
        film("dies");
        current.die();
        current = null;
        int dead = attempts;
        world.simulation()
                .after(
                        nanosUntilRestart,
                        () -> {
                            if (attempts == dead) {
                                start();
                            }
                        });
    }

    /** It never comes back. */
    void leave() {
        if (current != null) {
            current.die();
            current = null;
        }
        if (!hasEnded) {
            hasEnded = true;
            world.verdict().running(-1);
        }
    }

    /** Another attempt begins while the current one goes on for a while. */
    void fork(long nanos) {
        if (hasEnded || current == null || zombies.size() == ZOMBIES_MAX) {
            return;
        }
        film("begins again while it still runs");
        VirtualAttempt zombie = current;
        zombies.add(zombie);
        start();
        world.simulation()
                .after(
                        nanos,
                        () -> {
                            zombie.die();
                            zombies.remove(zombie);
                        });
    }

    private void film(String what) {
        if (world.simulation().isFilmed()) {
            world.simulation().film("worker " + worker + "." + (attempts - 1) + " " + what);
        }
    }

    /** An attempt has come to its end, good or bad. What becomes of a zombie matters to nobody. */
    void ended(VirtualAttempt attempt) {
        zombies.remove(attempt);
        if (attempt != current || hasEnded) {
            return;
        }
        hasEnded = true;
        world.verdict().running(-1);
        var loop = attempt.loop();
        if (loop.failure() == null) {
            return;
        }
        var refusal = loop.refusal();
        String what = "worker " + worker + "." + attempt.number() + " failed: " + loop.failure();
        if (refusal.isPresent() && refusal.get() == Reply.Reason.JOB_FAILED) {
            film("hears that the job has failed");
        } else {
            world.verdict().broken(what);
        }
    }

    /** How long this machine takes for some work of a clock. */
    long nanos(int clock, long work, double part) {
        return world.machines().nanos(world.job().regionOf(worker), worker, clock, work, part);
    }

    /** The shard's state, for reading, or null while there is none. */
    Object shard() {
        Invariant.check(attempts > 0, "worker %d has not begun", worker);
        return current == null ? null : current.loop().shard();
    }
}
