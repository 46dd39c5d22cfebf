package sparkgaia.lab;

import sparkgaia.core.Invariant;
import sparkgaia.core.table.Mix;

/**
 * The event loop: virtual time in nanoseconds, a list of what is to happen, and a hash of all that has happened. The
 * same actions in the same order give the same hash in any JVM. One thread.
 */
public final class Simulation {
    /** Something that happens at a time. */
    public interface Action {
        void run();
    }

    private final Agenda agenda = new Agenda();
    private final Film film;
    private long now;
    private long events;
    private long traceHash;

    public Simulation() {
        this(null);
    }

    /** @param film who reads along, or null */
    public Simulation(Film film) {
        this.film = film;
    }

    public long now() {
        return now;
    }

    /** How many actions have run. */
    public long events() {
        return events;
    }

    public long traceHash() {
        return traceHash;
    }

    public void at(long nanos, Action action) {
        Invariant.check(nanos >= now, "nothing is asked of the past");
        agenda.add(nanos, action);
    }

    public void after(long nanos, Action action) {
        at(now + nanos, action);
    }

    /** Runs the next action; false if there is none. */
    public boolean step() {
        if (agenda.isEmpty()) {
            return false;
        }
        now = agenda.nextTime();
        events++;
        agenda.poll().run();
        return true;
    }

    /** When the next action is due, or the end of time. */
    public long nextTime() {
        return agenda.isEmpty() ? Long.MAX_VALUE : agenda.nextTime();
    }

    /** Runs all that is due by then; it is that time afterwards. */
    public void runUntil(long nanos) {
        while (nextTime() <= nanos) {
            step();
        }
        now = Math.max(now, nanos);
    }

    /** Takes something that happened into the trace. */
    void note(int region, int partition, long fingerprint) {
        traceHash = Mix.hash(traceHash + now, fingerprint + ((long) region << 32 | partition));
    }

    /** Whether lines are wanted: ask before building one. */
    boolean isFilmed() {
        return film != null;
    }

    void film(String line) {
        film.line(now, line);
    }
}
