package sparkgaia.lab;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Record;
import sparkgaia.core.Region;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The host of one partition's {@link Region}. Its contract is the sidecar's: effects are carried out in order, and one
 * behind a {@link Effect.Persist} not before that record is durable. Records are handed to the disk at once, so syncs
 * serve many.
 */
final class VirtualPartition implements VirtualDisk.Owner, Simulation.Action {
    private static final long NEVER = Long.MAX_VALUE;

    private final World world;
    private final Simulation simulation;
    private final VirtualSidecar sidecar;
    private final int region;
    private final int partition;
    private final VirtualDisk disk;
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private final List<Observer> observers;
    private final Dice snapshots;
    private final double snapshotChance;
    private Region state;
    private boolean hasEnded;
    private boolean isOut;
    private boolean isComplete;
    private long wakeAt = NEVER;
    private long alarmAt = NEVER;

    /** An effect that waits until so many records are durable. */
    private record Held(long records, Effect effect) {}

    VirtualPartition(World world, VirtualSidecar sidecar, int region, int partition) {
        this.world = world;
        this.simulation = world.simulation();
        this.sidecar = sidecar;
        this.region = region;
        this.partition = partition;
        this.observers = world.observers();
        this.disk = world.disk(region, partition, this);
        this.snapshotChance = world.snapshotChance();
        this.snapshots = world.dice("snapshots of " + region + "." + partition);
    }

    /** A fresh process: reads the journal, then begins. */
    void load() {
        state = new Region(world.job(), region, partition, sidecar.isNewcomer());

        for (Record record : disk.read()) {
            state.replay(record);
        }
        for (Observer observer : observers) {
            observer.restarted(simulation.now(), region, partition, state);
        }
    }

    void handle(Event event) {
        long now = simulation.now();
        simulation.note(region, partition, Fingerprint.of(event));
        if (simulation.isFilmed()) {
            simulation.film(Lines.of(world.job(), region, partition, event));
        }
        for (int i = 0; i < observers.size(); i++) {
            observers.get(i).before(now, region, partition, state, event);
        }
        List<Effect> effects = state.handle(now, event);
        for (int i = 0; i < observers.size(); i++) {
            observers.get(i).after(now, region, partition, state, event, effects);
        }
        take(effects);
        if (snapshots.chance(snapshotChance) && state != null) {
            var image = new ArrayList<Record>();
            state.image(image::add);
            disk.snapshot(image);
        }
    }

    private void take(List<Effect> effects) {
        long life = sidecar.life();
        for (int i = 0; i < effects.size(); i++) {
            Effect effect = effects.get(i);
            simulation.note(region, partition, Fingerprint.of(effect));
            if (simulation.isFilmed()) {
                simulation.film(Lines.of(world.job(), region, partition, effect));
            }
            if (effect instanceof Effect.Persist persist) {
                if (sidecar.isLastEffect()) {
                    return;
                }
                disk.append(persist.record());
            } else if (held.isEmpty() && disk.durable() == disk.appended()) {
                carryOut(effect);
                if (life != sidecar.life()) {
                    return;
                }
            } else {
                held.add(new Held(disk.appended(), effect));
            }
        }
    }

    private void carryOut(Effect effect) {
        if (sidecar.isLastEffect()) {
            return;
        }
        for (int i = 0; i < observers.size(); i++) {
            observers.get(i).carriedOut(simulation.now(), region, partition, effect);
        }
        if (effect instanceof Effect.Send send) {
            world.network().send(region, partition, send);
        } else if (effect instanceof Effect.WakeAt wake) {
            wakeAt(wake.nanos());
        } else if (effect instanceof Effect.Answer answer) {
            sidecar.answer(partition, answer);
        } else if (effect instanceof Effect.Tell tell) {
            sidecar.tell(partition, tell);
        } else if (effect instanceof Effect.Finished finished) {
            isComplete = finished.isComplete();
            if (isComplete || !world.waitsForAll()) {
                end();
            }
        } else if (effect instanceof Effect.Out) {
            isOut = true;
            end();
        } else if (effect instanceof Effect.Failed failed) {
            end();
            world.verdict().failed(failed);
        }
    }

    private void end() {
        if (!hasEnded) {
            hasEnded = true;
            world.verdict().running(-1);
        }
    }

    private void wakeAt(long nanos) {
        wakeAt = Math.max(nanos, simulation.now());
        // An alarm that is set earlier will set itself again, so the agenda holds few of them.
        if (wakeAt < alarmAt) {
            alarmAt = wakeAt;
            simulation.at(alarmAt, this);
        }
    }

    /** An alarm rings: one of this life, or an old one. */
    @Override
    public void run() {
        if (simulation.now() != alarmAt) {
            return;
        }
        alarmAt = NEVER;
        if (wakeAt > simulation.now()) {
            if (wakeAt != NEVER) {
                wakeAt(wakeAt);
            }
            return;
        }
        wakeAt = NEVER;
        sidecar.deliver(partition, TICK);
    }

    private static final Event TICK = new Event.Tick();

    @Override
    public void durable(Record record) {
        for (int i = 0; i < observers.size(); i++) {
            observers.get(i).durable(simulation.now(), region, partition, record);
        }
    }

    @Override
    public void synced() {
        if (!sidecar.isReachable()) {
            return;
        }
        long life = sidecar.life();
        while (!held.isEmpty() && held.peek().records <= disk.durable() && life == sidecar.life()) {
            carryOut(held.poll().effect);
        }
    }

    @Override
    public void failed() {
        sidecar.crashByDisk();
    }

    void crash(Fault.Tail tail) {
        held.clear();
        disk.crash(tail);
        wakeAt = NEVER;
        state = null;
        if (hasEnded) {
            hasEnded = false;
            world.verdict().running(1);
        }
    }

    /** Whether the last word was that everything is shared and heard, or that it is no part of it any more. */
    boolean isComplete() {
        return hasEnded && (isComplete || isOut);
    }

    /** The process never comes back: nobody waits for its end. */
    void leave() {
        isOut = true;
        end();
    }

    VirtualDisk disk() {
        return disk;
    }

    /** The state machine, or null while the process is dead. */
    Region state() {
        return state;
    }
}
