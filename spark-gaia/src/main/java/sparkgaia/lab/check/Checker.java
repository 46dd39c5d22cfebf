package sparkgaia.lab.check;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.Record;
import sparkgaia.core.Region;
import sparkgaia.core.link.Link;
import sparkgaia.core.link.Links;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.message.Reply;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.Values;
import sparkgaia.lab.Observer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Checks the invariants after every event against books of its own. */
public final class Checker implements Observer {
    private final Job job;
    private final Shadow[][] live;
    private final Shadow[][] durable;
    private final Region[][] regions;
    private final Heard[][] heard;
    private final boolean[] hasLostDisk;
    private final TrueStop stop;
    private final Reads reads;
    private final List<Observer> parts;

    public Checker(Job job) {
        this.job = job;
        this.live = new Shadow[job.regions()][job.partitions()];
        this.durable = new Shadow[job.regions()][job.partitions()];
        this.regions = new Region[job.regions()][job.partitions()];
        this.hasLostDisk = new boolean[job.regions()];
        this.heard = new Heard[job.regions()][job.partitions()];
        this.stop = new TrueStop(job);
        this.reads = new Reads(job);
        this.parts =
                List.of(
                        stop,
                        new TrueTable(job, reads),
                        new Attempts(job),
                        new Warnings(reads),
                        new Waited());
        for (int region = 0; region < job.regions(); region++) {
            for (int partition = 0; partition < job.partitions(); partition++) {
                boolean isNewcomer = !job.topology(partition).hasMember(region);
                live[region][partition] = new Shadow(job, region, partition, isNewcomer);
                durable[region][partition] = new Shadow(job, region, partition, isNewcomer);
                heard[region][partition] = new Heard();
            }
        }
    }

    @Override
    public void before(long nanos, int region, int partition, Region state, Event event) {
        regions[region][partition] = state;
        reads.before(nanos, region, partition, state, event);
        if (event instanceof Event.FrameArrived arrived) {
            Links links = version(state, arrived.frame().version());
            Link link = links == null ? null : links.link(arrived.frame().from());
            if (link != null && link.peer().session() == arrived.frame().session()) {
                long key = Shadow.key(links.version(), arrived.frame().from());
                heard[region][partition].hear(key, arrived.frame().message());
            }
        }
    }

    private static Links version(Region state, int number) {
        for (Links links : state.versions()) {
            if (links.version() == number) {
                return links;
            }
        }
        return null;
    }

    @Override
    public void after(
            long nanos,
            int region,
            int partition,
            Region state,
            Event event,
            List<Effect> effects) {
        Shadow shadow = live[region][partition];
        reads.after(nanos, region, partition, state, event, effects);
        boolean isChanged = false;
        for (int i = 0; i < effects.size(); i++) {
            Effect effect = effects.get(i);
            if (effect instanceof Effect.Persist persist) {
                isChanged = true;
                checkArrival(region, partition, persist.record());
                shadow.take(persist.record());
            } else if (effect instanceof Effect.Answer answer
                    && answer.reply() instanceof Reply.Pulled) {
                checkStart(region, partition, state, reads.whole(partition, answer.worker()));
            } else if (effect instanceof Effect.Send send) {
                checkPinned(region, partition, send);
            }
        }
        if (isChanged && !state.isFailed()) {
            checkValues(shadow, state);
            for (Links links : state.versions()) {
                for (Link link : links.all()) {
                    checkOut(shadow, links, link);
                }
            }
            checkBounds(state);
        }
        parts.forEach(part -> part.after(nanos, region, partition, state, event, effects));
    }

    /** I2: what arrives is, to the bit, what the sender's disk says it has sealed. */
    private void checkArrival(int region, int partition, Record record) {
        if (record instanceof Record.BatchArrived arrived) {
            ShadowLink link = durable[arrived.from()][partition].link(arrived.version(), region);
            if (link == null) {
                // The sender has gone on in a view without this region, which does not know it yet.
                return;
            }
            Batch sealed = link.sealed.get(arrived.batch().seq());
            Violation.check(
                    arrived.batch().equals(sealed),
                    "I2",
                    "region %s applies batch %d of %s, which is not the one on the sender's disk",
                    job.name(region),
                    arrived.batch().seq(),
                    job.name(arrived.from()));
        }
    }

    /** I1 for the value: the initial value, the own commits and all that arrived; nothing else. */
    private void checkValues(Shadow shadow, Region state) {
        SyncModel model = job.model();
        if (model.rounds()) {
            return;
        }
        RowSpace space = job.space(state.partition());
        Books unsettled = new Books();
        if (model.isByClock()) {
            unsettled.add(state.rounds().unsettled());
        }
        for (int id = 0; id < space.size(); id++) {
            long[] expected = shadow.value.get(id);
            long[] waiting = unsettled.get(id);
            int[] actual = state.values().get(id);
            for (int k = 0; k < actual.length; k++) {
                long sum = actual[k] + (waiting == null ? 0 : waiting[k]);
                Violation.check(
                        sum == (expected == null ? 0 : expected[k]),
                        "I1",
                        "region %s holds %d in %s, but its commits and batches sum to %d",
                        job.name(shadow.region),
                        sum,
                        space.name(id),
                        expected == null ? 0 : expected[k]);
            }
        }
    }

    /** I1 for a link: arrived there, under way and pending are together what it was given. */
    private void checkOut(Shadow shadow, Links links, Link link) {
        int peer = link.peer().region();
        ShadowLink mine = shadow.link(links.version(), peer);
        ShadowLink theirs = live[peer][shadow.partition].link(links.version(), shadow.region);
        if (theirs == null) {
            if (hasLostDisk[peer]
                    || live[peer][shadow.partition].eras.containsKey(links.version())) {

                // The other side has gone on in a view without this region.
                return;
            }
            theirs = new ShadowLink(shadow.region, links.first());
        }
        if (job.model().rounds() && shadow.eras.size() > 1) {
            // What a round cut off may have been shared in the next version.
            return;
        }
        var sum = new Books();
        sum.add(link.out().pending());
        if (job.model().rounds()) {
            sum.add(regions[shadow.region][shadow.partition].rounds().residual());
        }
        for (Batch batch : link.out().kept()) {
            if (batch.seq() > theirs.arrivedSeq) {
                sum.add(batch.rows());
            }
        }
        sum.add(theirs.arrived);
        Violation.check(
                sum.equals(mine.given),
                "I1",
                "%s was given %s, but pending, under way and arrived are %s",
                shadow.where(peer),
                mine.given,
                sum);
        Violation.check(
                link.out().through() == mine.through && link.in().through() == mine.arrivedThrough,
                "I3",
                "%s is through %d, by its batches %d",
                shadow.where(peer),
                link.out().through(),
                mine.through);
    }

    /** I8: buffers stay under their limits. */
    private void checkBounds(Region state) {
        Job.Limits limits = job.limits();
        for (Link link : state.links().all()) {
            Violation.check(
                    link.early().size() <= limits.earlyBatchesMax(),
                    "I8",
                    "%d early batches in region %s",
                    link.early().size(),
                    job.name(state.self()));
            Violation.check(
                    job.model().isByClock()
                            || link.out().keptBytes()
                                    <= limits.unackedBytesMax() + 2L * limits.batchBytesMax(),
                    "I8",
                    "%d bytes unacknowledged in region %s",
                    link.out().keptBytes(),
                    job.name(state.self()));
        }
    }

    /** I4 and I5: a worker that starts a clock was allowed to, by what was really heard and what is really so. */
    private void checkStart(int region, int partition, Region state, Reply.Pulled pulled) {
        SyncModel model = job.model();
        int clock = pulled.clock();
        for (Links links : state.versions()) {
            if (clock <= links.first()) {
                continue;
            }
            Violation.check(
                    !links.isHeld(),
                    "I5",
                    "a worker of %s starts clock %d before the copy of version %d",
                    job.name(region),
                    clock,
                    links.version());
            for (Link link : links.all()) {
                if (link.isLive()) {
                    checkStart(region, partition, links, link, pulled);
                }
            }
        }
        // Up to its first clock a view runs without those who were behind the one it lost.
        boolean isKnown = state.view() == 0 || clock > state.links().first();
        if (job.policy() == Job.Policy.WAIT && model.waits() && isKnown) {
            for (int other : state.links().topology().members()) {
                Shadow truth = live[other][partition];
                if (hasLostDisk[other] && truth.clock() < 0) {
                    continue;
                }
                int slack = other == region ? job.insideSlack() : model.slack();
                Violation.check(
                        truth.clock() >= clock - 1 - slack || isOut(other, partition),
                        "I5",
                        "a worker of %s starts clock %d, but %s is at clock %d",
                        job.name(region),
                        clock,
                        job.name(other),
                        truth.clock());
            }
        }
    }

    /** Whether somebody has begun a view without this region: those behind may not have heard of it yet. */
    private boolean isOut(int region, int partition) {
        for (Region[] other : regions) {
            Region state = other[partition];
            if (state != null && !state.links().topology().hasMember(region)) {
                return true;
            }
        }
        return false;
    }

    private void checkStart(
            int region, int partition, Links links, Link link, Reply.Pulled pulled) {
        SyncModel model = job.model();
        int clock = pulled.clock();
        int peer = link.peer().region();
        long key = Shadow.key(links.version(), peer);
        ShadowLink shadow = live[region][partition].links.get(key);
        int mirror = Math.max(links.first(), heard[region][partition].mirror(key));
        String who =
                "a worker of "
                        + job.name(region)
                        + " starts clock "
                        + clock
                        + ", but "
                        + job.name(peer);
        Violation.check(shadow.arrivedThrough >= 0, "I5", "%s has not shared clock 0", who);
        Violation.check(
                !model.waits() || mirror >= clock - 1 - model.slack(),
                "I5",
                "%s is heard at clock %d",
                who,
                mirror);
        Violation.check(
                shadow.arrivedThrough >= clock - 1 - model.throughSlack(),
                "I5",
                "%s is through %d",
                who,
                shadow.arrivedThrough);
        Violation.check(
                shadow.through >= clock - 1 - model.sealSlack(),
                "I5",
                "%s was sealed %d",
                who,
                shadow.through);
        heard[region][partition].checkReads(key, clock, pulled.rows(), shadow.arrivedThrough, who);
    }

    /** I10: only rows of shared tables are ever sent to another region. */
    private void checkPinned(int region, int partition, Effect.Send send) {
        RowSpace space = job.space(partition);
        int[] ids = {};
        if (send.message() instanceof Batch batch) {
            ids = batch.rows().ids();
        } else if (send.message() instanceof Message.Announce announcement) {
            ids = announcement.ids();
        }
        for (int id : ids) {
            Violation.check(
                    space.spec(id).isShared(),
                    "I10",
                    "region %s sends %s",
                    job.name(region),
                    space.name(id));
        }
    }

    @Override
    public void durable(long nanos, int region, int partition, Record record) {
        durable[region][partition].take(record);
        parts.forEach(part -> part.durable(nanos, region, partition, record));
    }

    /** Nothing is said before what it rests on is durable. */
    @Override
    public void carriedOut(long nanos, int region, int partition, Effect effect) {
        Shadow disk = durable[region][partition];
        if (effect instanceof Effect.Answer answer
                && answer.reply() instanceof Reply.Committed done) {
            int place = Arrays.binarySearch(job.workersOf(region), answer.worker());
            Violation.check(
                    disk.committed[place] >= done.clock(),
                    "I1",
                    "region %s answers committed %d before its disk has it",
                    job.name(region),
                    done.clock());
        } else if (effect instanceof Effect.Send send) {
            ShadowLink link = disk.link(send.version(), send.peer());
            if (link == null) {
                return;
            }
            if (send.message() instanceof Message.Ack ack) {
                Violation.check(
                        link.arrivedSeq >= ack.seq(),
                        "I1",
                        "region %s acknowledges batch %d before its disk has it",
                        job.name(region),
                        ack.seq());
            } else if (send.message() instanceof Batch batch) {
                Violation.check(
                        link.sealedSeq >= batch.seq(),
                        "I1",
                        "region %s sends batch %d before its disk has it",
                        job.name(region),
                        batch.seq());
            } else if (send.message() instanceof Message.Clock clock) {
                Violation.check(
                        clock.laggard() != region
                                || clock.clock() <= disk.clockOrEnd(send.version()),
                        "I5",
                        "region %s says clock %d before its disk has it",
                        job.name(region),
                        clock.clock());
            }
        }
    }

    @Override
    public void crashed(long nanos, int region, boolean hasDisk) {
        for (int partition = 0; partition < job.partitions(); partition++) {
            hasLostDisk[region] |= !hasDisk;
            if (!hasDisk) {
                durable[region][partition] = new Shadow(job, region, partition, true);
            }
            live[region][partition] = durable[region][partition].copy();
            heard[region][partition] = new Heard();
        }
        parts.forEach(part -> part.crashed(nanos, region, hasDisk));
    }

    @Override
    public void restarted(long nanos, int region, int partition, Region state) {
        regions[region][partition] = state;
        if (!state.isFailed()) {
            checkValues(live[region][partition], state);
        }
    }

    /** I7, at the end: all members' copies are the same bits, and the initial value plus every commit once. */
    public void checkEnd() {
        for (int partition = 0; partition < job.partitions(); partition++) {
            Region newest = newest(partition);
            int[] members = newest.links().topology().members();
            boolean isChanged = newest.view() > 0;
            Books expected =
                    isLost(members, partition) ? null : expected(partition, members, isChanged);
            for (int member : members) {
                if (isLost(new int[] {member}, partition)) {
                    continue;
                }

                Violation.check(
                        !regions[member][partition].isFailed(),
                        "I7",
                        "member %s is out: %s",
                        job.name(member),
                        regions[member][partition].failure());
                checkFlushed(partition, regions[member][partition]);
                checkCopy(newest, regions[member][partition], expected, isChanged);
            }
        }
    }

    /**
     * Whether a run that failed by the deadline could not have done better: a region lost its disk when some were done
     * with the job already and others were not, who need what was on it. They fail by its name.
     */
    public boolean isHelpless(String failure) {
        for (int region = 0; region < job.regions(); region++) {
            String name = job.name(region);
            if (hasLostDisk[region]
                    && (failure.startsWith("region " + name + " has not been heard")
                            || failure.startsWith("the flush waits for ")
                                    && failure.contains(name))) {

                return Arrays.stream(regions).anyMatch(partitions -> partitions[0].isFinished());
            }
        }
        return false;
    }

    /** Whether a member has lost its disk and came back
     * when the others were done: nobody knows what it had added. */
    private boolean isLost(int[] members, int partition) {
        return Arrays.stream(members)
                .anyMatch(member -> hasLostDisk[member] && regions[member][partition].isFailed());
    }

    /** A region that knows of the newest view. */
    private Region newest(int partition) {
        Region newest = regions[0][partition];
        for (Region[] region : regions) {
            boolean isOut = newest.isFailed() && !region[partition].isFailed();
            if (isOut || region[partition].view() > newest.view()) {

                newest = region[partition];
            }
        }
        return newest;
    }

    /** After a change of members only counts are known to the last bit. */
    private Books expected(int partition, int[] members, boolean isCountsOnly) {
        RowSpace space = job.space(partition);
        var expected = new Books();
        for (int id = 0; id < space.size(); id++) {
            expected.add(new Rows(new int[] {id}, new int[][] {Values.initial(space, id)}));
        }
        for (int member : members) {
            Shadow shadow = live[member][partition];
            expected.add(isCountsOnly ? shadow.counts : shadow.own);
        }
        return expected;
    }

    private void checkFlushed(int partition, Region state) {
        for (Links links : state.versions()) {
            for (Link link : links.all()) {
                Violation.check(
                        !link.out().hasPending() && link.out().kept().isEmpty(),
                        "I3",
                        "%s still holds something after the flush",
                        live[state.self()][partition].where(link.peer().region()));
            }
        }
    }

    private void checkCopy(Region first, Region state, Books expected, boolean isCountsOnly) {
        stop.check(state);
        RowSpace space = job.space(state.partition());
        SyncModel model = job.model();
        for (int id = 0; id < space.size() && !model.isIsolated(); id++) {
            if (!space.spec(id).isShared()) {
                continue;
            }
            int[] copy = state.values().get(id);
            Violation.check(
                    Arrays.equals(first.values().get(id), copy),
                    "I7",
                    "%s differs between %s and %s",
                    space.name(id),
                    job.name(first.self()),
                    job.name(state.self()));
            if (expected == null || model.rounds() || isCountsOnly && !space.spec(id).isCounts()) {
                continue;
            }
            long[] sum = expected.get(id);
            for (int k = 0; k < copy.length; k++) {
                Violation.check(
                        copy[k] == (sum == null ? 0 : sum[k]),
                        "I7",
                        "%s in %s is %d, but all commits sum to %d",
                        space.name(id),
                        job.name(state.self()),
                        copy[k],
                        sum == null ? 0 : sum[k]);
            }
        }
    }

    /** What was heard on the connections of this life. */
    private static final class Heard {
        private final TreeMap<Long, Integer> mirrors = new TreeMap<>();
        private final TreeMap<Long, List<Message.Announce>> announcements = new TreeMap<>();

        void hear(long link, Message message) {
            if (message instanceof Message.Clock clock) {
                mirrors.merge(link, clock.clock(), Math::max);
            } else if (message instanceof Message.Announce announcement) {
                announcements.computeIfAbsent(link, key -> new ArrayList<>()).add(announcement);
            } else if (message instanceof Message.Statement statement) {
                mirrors.merge(link, statement.clock().clock(), Math::max);
                announcements
                        .computeIfAbsent(link, key -> new ArrayList<>())
                        .addAll(statement.announcements());
            }
        }

        int mirror(long link) {
            return mirrors.getOrDefault(link, -1);
        }

        void checkReads(long link, int clock, Rows rows, int through, String who) {
            List<Message.Announce> open = announcements.get(link);
            if (open == null) {
                return;
            }
            open.removeIf(announcement -> announcement.clock() <= through);
            for (Message.Announce announcement : open) {
                for (int id : announcement.ids()) {
                    Violation.check(
                            announcement.clock() >= clock || rows.get(id) == null,
                            "I4",
                            "%s has announced row %d by clock %d and is through %d",
                            who,
                            id,
                            announcement.clock(),
                            through);
                }
            }
        }
    }
}
