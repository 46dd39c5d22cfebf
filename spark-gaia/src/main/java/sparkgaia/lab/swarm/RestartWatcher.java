package sparkgaia.lab.swarm;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Inside;
import sparkgaia.core.Job;
import sparkgaia.core.Record;
import sparkgaia.core.Region;
import sparkgaia.core.link.Link;
import sparkgaia.core.link.Links;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.message.Request.Pull;
import sparkgaia.core.sync.CommitLog;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Processes that die, and what they find when they are back. */
final class RestartWatcher implements Watcher {
    private final Tally tally;
    private final TreeMap<Place, Disk> disks = new TreeMap<>();
    private final TreeMap<Place, Region> restarting = new TreeMap<>();

    /** What was decided, what is durable, and what was said of it. */
    private static final class Disk {
        private final TreeMap<Integer, Long> sealed = new TreeMap<>();
        private final TreeMap<Integer, Long> sent = new TreeMap<>();
        private long decided;
        private long durable;

        boolean hasUnsent() {
            for (var link : sealed.entrySet()) {
                if (link.getValue() > sent.getOrDefault(link.getKey(), 0L)) {
                    return true;
                }
            }
            return false;
        }
    }

    RestartWatcher(Tally tally) {
        this.tally = tally;
    }

    private Disk disk(int region, int partition) {
        return disks.computeIfAbsent(Place.of(region, partition), key -> new Disk());
    }

    @Override
    public void after(Scene scene, List<Effect> effects) {
        Disk disk = disk(scene.region(), scene.partition());
        Place place = Place.of(scene.region(), scene.partition());
        boolean isRestarting = !restarting.isEmpty() && restarting.containsKey(place);
        for (Effect effect : effects) {
            if (effect instanceof Effect.Persist persist) {
                disk.decided++;
                repeated(isRestarting, persist.record());
            }
        }
        boolean isRepeat =
                scene.event() instanceof Event.Told told
                        && told.inside() instanceof Inside.Progress;
        if (isRestarting && (isRepeat || scene.partition() == 0)) {
            restarting.remove(place);
        }
        if (scene.request() instanceof Pull && scene.state().incarnation() > 1) {
            tally.saw(Situation.START_HELD_FOR_STATEMENT, isUnstated(scene.state()));
        }
    }

    private void repeated(boolean isRestarting, Record record) {
        tally.saw(Situation.PROGRESS_REPEATED, isRestarting && record instanceof Record.Progressed);
        tally.saw(Situation.STOP_REPEATED, isRestarting && record instanceof Record.StopSet);
    }

    private static boolean isUnstated(Region state) {
        for (Link link : state.links().all()) {
            if (link.isLive() && !link.hasStated()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void durable(int region, int partition, Record record) {
        Disk disk = disk(region, partition);
        disk.durable++;
        if (record instanceof Record.BatchSealed sealed) {
            disk.sealed.put(sealed.to(), sealed.batch().seq());
        }
    }

    @Override
    public void carriedOut(int region, int partition, Effect effect) {
        if (effect instanceof Effect.Send send && send.message() instanceof Batch batch) {
            disk(region, partition).sent.merge(send.peer(), batch.seq(), Math::max);
        }
    }

    @Override
    public void crashed(int region, boolean hasDisk) {
        disks.forEach(
                (place, disk) -> {
                    if (place.region() == region) {
                        tally.saw(Situation.TAIL_LOST, disk.decided > disk.durable);
                        tally.saw(Situation.SEALED_NEVER_SENT, disk.hasUnsent());
                        disk.decided = disk.durable;
                    }
                });
        if (!hasDisk) {
            disks.keySet().removeIf(place -> place.region() == region);
        }
        restarting.keySet().removeIf(place -> place.region() == region);
    }

    @Override
    public void restarted(Region state) {
        if (disk(state.self(), state.partition()).durable == 0) {
            return;
        }
        restarting.put(Place.of(state.self(), state.partition()), state);
        for (Links links : state.versions()) {
            for (Link link : links.all()) {
                tally.saw(Situation.RESTARTED_UNACKED, !link.out().kept().isEmpty());
                tally.saw(Situation.RESTARTED_ANNOUNCED, !link.out().announcements().isEmpty());
            }
        }
        tally.saw(Situation.RESTARTED_UNSETTLED, state.rounds().hasOpen());
        if (state.partition() == 0) {
            tally.saw(Situation.FASTER_COMMIT_AT_RESTART, hasFasterCommit(state));
        }
        if (state.partition() == state.job().partitions() - 1) {
            tally.saw(Situation.TORN_COMMIT, isTorn(state.job(), state.self()));
        }
    }

    private static boolean hasFasterCommit(Region lead) {
        CommitLog commits = lead.commits();
        for (int place = 0; place < commits.size(); place++) {
            if (commits.committed(place) > commits.committedClock()
                    && lead.job().insideSlack() == 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether a commit that the lead does not know is staged in some partitions and not in others. */
    private boolean isTorn(Job job, int region) {
        var partitions = new ArrayList<CommitLog>();
        for (int partition = 0; partition < job.partitions(); partition++) {
            Region state = restarting.get(Place.of(region, partition));
            if (state == null) {
                return false;
            }
            partitions.add(state.commits());
        }
        CommitLog lead = partitions.get(0);
        for (int place = 0; place < lead.size(); place++) {
            int clock = lead.committed(place) + 1;
            int staged = 0;
            for (CommitLog commits : partitions) {
                staged += isStaged(commits, place, clock) ? 1 : 0;
            }
            if (staged > 0 && staged < partitions.size()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isStaged(CommitLog commits, int place, int clock) {
        for (int attempt = 0; attempt <= commits.attempt(place); attempt++) {
            if (commits.isStaged(place, attempt, clock)) {
                return true;
            }
        }
        return false;
    }
}
