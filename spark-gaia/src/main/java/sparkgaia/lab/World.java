package sparkgaia.lab;

import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.train.WorkerLoop;

import java.util.List;
import java.util.Map;

/** What there is in one run: the network, a sidecar for every region, the workers. */
final class World {
    private final Scenario<?, ?> scenario;
    private final Simulation simulation;
    private final List<Observer> observers;
    private final Verdict verdict = new Verdict();
    private final VirtualNetwork network;
    private final VirtualSidecar[] sidecars;
    private final VirtualWorker[] workers;

    World(Scenario<?, ?> scenario, Simulation simulation, List<Observer> observers) {
        this.scenario = scenario;
        this.simulation = simulation;
        this.observers = List.copyOf(observers);
        Job job = scenario.job;
        this.sidecars = new VirtualSidecar[job.regions()];
        this.network =
                new VirtualNetwork(
                        simulation, job, scenario.wan, sidecars, Dice.of(scenario.seed, "network"));
        for (int region = 0; region < sidecars.length; region++) {
            sidecars[region] = new VirtualSidecar(this, region);
            network.cap(region, scenario.uplinkCap, scenario.downlinkCap);
        }
        this.workers = new VirtualWorker[job.workers()];
        for (int worker = 0; worker < workers.length; worker++) {
            workers[worker] = new VirtualWorker(this, worker);
        }
        verdict.running(job.regions() * job.partitions() + workers.length);
    }

    /** Everything begins at time 0. */
    void start() {
        for (Map.Entry<Long, Schedule> link : scenario.schedules.entrySet()) {
            network.follow((int) (link.getKey() >>> 32), link.getKey().intValue(), link.getValue());
        }
        for (Scenario.Asked asked : scenario.asked) {
            simulation.at(
                    asked.atNanos(),
                    () -> sidecars[asked.region()].deliver(0, new Event.Asked(asked.command())));
        }
        new FaultPlayer(this, scenario.faults).start();
        for (VirtualSidecar sidecar : sidecars) {
            sidecar.start();
        }
        network.start();
        for (VirtualWorker worker : workers) {
            worker.start();
        }
    }

    Simulation simulation() {
        return simulation;
    }

    Job job() {
        return scenario.job;
    }

    List<Observer> observers() {
        return observers;
    }

    Verdict verdict() {
        return verdict;
    }

    VirtualNetwork network() {
        return network;
    }

    VirtualSidecar sidecar(int region) {
        return sidecars[region];
    }

    VirtualWorker worker(int worker) {
        return workers[worker];
    }

    Machines machines() {
        return scenario.machines;
    }

    Disks disks() {
        return scenario.disks;
    }

    /** Dice for a part of this world. */
    Dice dice(String label) {
        return Dice.of(scenario.seed, label);
    }

    /** Nobody takes snapshots of journals that are never read. */
    double snapshotChance() {
        return scenario.faults.needJournals() ? scenario.disks.snapshotChance() : 0;
    }

    boolean waitsForAll() {
        return scenario.waitsForAll;
    }

    long localNanos() {
        return scenario.localNanos;
    }

    VirtualDisk disk(int region, int partition, VirtualDisk.Owner owner) {
        return new VirtualDisk(
                simulation,
                dice("disk " + region + "." + partition),
                scenario.disks.syncNanosMax(),
                scenario.disks.isInstant(),
                scenario.faults.needJournals(),
                owner);
    }

    WorkerLoop<?, ?> loop(int worker, int attempt) {
        return scenario.loop(worker, attempt);
    }
}
