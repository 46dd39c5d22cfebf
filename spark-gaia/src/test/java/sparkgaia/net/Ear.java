package sparkgaia.net;

import sparkgaia.core.message.Message.Lane;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Keeps all that a listener of peerings is told, and waits for what it shall be told. */
final class Ear implements Peers.Listener {
    static final long PATIENCE_NANOS = 30_000_000_000L;

    /** A frame that came, and when. */
    record Came(String region, long session, Lane lane, byte[] frame, long nanos) {}

    /** A connection that was refused. */
    record No(String remote, Refusal reason, String text) {}

    private final List<String> lives = new ArrayList<>();
    private final List<Came> frames = new ArrayList<>();
    private final List<No> refusals = new ArrayList<>();
    private boolean keepsFrames = true;
    private long bytes;
    private int measured;

    /** Counts frames from now on, but lets go of them. */
    synchronized Ear forgetful() {
        keepsFrames = false;
        return this;
    }

    @Override
    public synchronized void up(Peering peering) {
        lives.add("up " + peering.region() + " " + peering.session());
        notifyAll();
    }

    @Override
    public synchronized void down(Peering peering, String why) {
        lives.add("down " + peering.region() + ": " + why);
        notifyAll();
    }

    @Override
    public synchronized void measured(Peering peering) {
        measured++;
        notifyAll();
    }

    @Override
    public synchronized void frame(Peering peering, Lane lane, byte[] frame) {
        bytes += frame.length;
        if (keepsFrames) {
            var now = System.nanoTime();
            frames.add(new Came(peering.region(), peering.session(), lane, frame, now));
        }
        notifyAll();
    }

    @Override
    public synchronized void room(Peering peering) {
        lives.add("room " + peering.region());
        notifyAll();
    }

    @Override
    public synchronized void refused(String remote, Refusal reason, String text) {
        refusals.add(new No(remote, reason, text));
        notifyAll();
    }

    synchronized List<String> lives() {
        return List.copyOf(lives);
    }

    synchronized List<Came> frames() {
        return List.copyOf(frames);
    }

    synchronized List<No> refusals() {
        return List.copyOf(refusals);
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized int measured() {
        return measured;
    }

    /** Waits until this holds; it is asked again whenever something was told, and every 50 ms. */
    synchronized void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "never " + what + "; heard " + lives + " " + refusals + ", bytes " + bytes);
            }
            try {
                wait(50);
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
        }
    }

    void awaitLife(String start) {
        awaitLives(start, 1);
    }

    void awaitLives(String start, int count) {
        await(
                count + " x " + start,
                () -> lives.stream().filter(life -> life.startsWith(start)).count() >= count);
    }

    void awaitFrames(int count) {
        await(count + " frames", () -> frames.size() >= count);
    }

    void awaitBytes(long count) {
        await(count + " bytes", () -> bytes >= count);
    }

    No awaitRefusal(Predicate<No> wanted) {
        await("refused so", () -> refusals.stream().anyMatch(wanted));
        return refusals().stream().filter(wanted).findFirst().orElseThrow();
    }

    No awaitRefusal(Refusal reason) {
        return awaitRefusal(no -> no.reason() == reason);
    }
}
