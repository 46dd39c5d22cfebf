package sparkgaia.core.golden;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.Record;
import sparkgaia.core.Region;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What carries out the effects of one partition of a region: at once, or when its disk is told to sync. */
final class Host {
    private final Job job;
    private final int region;
    private final int partition;
    private final List<Record> journal = new ArrayList<>();
    private final ArrayDeque<Effect> held = new ArrayDeque<>();
    private final Consumer<Effect> carriesOut;
    private boolean isSlow;
    private boolean isNewcomer;
    private Region state;

    Host(Job job, int region, int partition, Consumer<Effect> carriesOut) {
        this.job = job;
        this.region = region;
        this.partition = partition;
        this.carriesOut = carriesOut;
        this.isNewcomer = !job.topology(partition).hasMember(region);
    }

    int region() {
        return region;
    }

    int partition() {
        return partition;
    }

    /** The state machine, or null while the process is dead. */
    Region state() {
        return state;
    }

    /** A new process reads what is durable. */
    void load() {
        state = new Region(job, region, partition, isNewcomer);
        journal.forEach(state::replay);
    }

    void handle(long nanos, Event event) {
        held.addAll(state.handle(nanos, event));
        if (!isSlow) {
            sync();
        } else {
            carryOut();
        }
    }

    /** Carries out whatever stands before the next record, and keeps the records behind it. */
    private void carryOut() {
        while (!held.isEmpty() && !(held.peek() instanceof Effect.Persist)) {
            carriesOut.accept(held.poll());
        }
    }

    /** Everything that was decided becomes durable, and what was held for it is done. */
    void sync() {
        while (!held.isEmpty()) {
            syncOne();
        }
    }

    /** The next record becomes durable, and what was held for it alone is done. */
    void syncOne() {
        Effect effect = held.poll();
        if (effect instanceof Effect.Persist persist) {
            journal.add(persist.record());
        }
        if (effect != null) {
            carriesOut.accept(effect);
        }
        carryOut();
    }

    /** The journal begins anew with an image, and says how long it is now. */
    int snapshot() {
        sync();
        journal.clear();
        state.image(journal::add);
        return journal.size();
    }

    void setSlow(boolean slow) {
        isSlow = slow;
        if (!slow) {
            sync();
        }
    }

    void crash() {
        state = null;
        held.clear();
    }

    /** From now on it begins as one that is no member, or has lost its journal and knows it. */
    void becomeNewcomer() {
        isNewcomer = true;
    }

    void loseDisk() {
        journal.clear();
    }
}
