package sparkgaia.server.jobs;

import io.netty.util.concurrent.EventExecutor;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.Region;
import sparkgaia.core.message.Message.Lane;
import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request;
import sparkgaia.net.Peering;
import sparkgaia.server.journal.BadJournal;
import sparkgaia.server.journal.JournalName;
import sparkgaia.server.journal.RecordLog;
import sparkgaia.server.ledger.Ledger;
import sparkgaia.server.meters.JobMeters;
import sparkgaia.server.meters.Meters;
import sparkgaia.server.meters.Side;
import sparkgaia.wire.Call;
import sparkgaia.wire.Calls;
import sparkgaia.wire.Declared;
import sparkgaia.wire.JobDescription;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A job that this region takes part in: a host for each partition, the workers that are connected, and how far it is.
 * What changes with its life belongs to the sidecar's main loop; what partitions call may be called by any thread.
 */
final class HostedJob {
    /** How a job stands. */
    enum State {
        RUNNING,
        FINISHED,
        FAILED
    }

    private static final long STOP_MILLIS_MAX = 10_000;

    /** What may wait in a partition before those who send to it have to, and from where on they may go on. */
    private static final long BACKLOG_BYTES_HIGH = 16L << 20;

    private static final long BACKLOG_BYTES_LOW = 4L << 20;

    private final Jobs jobs;
    private final int number;
    private final String key;
    private final String run;
    private final JobDescription description;
    private final Declared declared;
    private final int self;
    private final JobCounts counts;
    private final List<PartitionHost> hosts = new ArrayList<>();
    private final List<RecordLog> logs = new ArrayList<>();
    private final Attachment[] attachments;
    private final ConcurrentHashMap<Long, WorkerLine> lines = new ConcurrentHashMap<>();
    private final TreeMap<Integer, Integer> attempts = new TreeMap<>();

    private final ConcurrentHashMap<Long, Long> unacknowledged = new ConcurrentHashMap<>();
    private final boolean[] finished;
    private final boolean[] completed;
    private volatile State state = State.RUNNING;
    private volatile boolean isComplete;
    private volatile String failure = "";
    private volatile boolean isHolding;
    private JobMeters shown;

    private final boolean[] peersDone;
    private final TreeSet<Integer> left = new TreeSet<>();
    private boolean hasRunLeft;
    private volatile boolean isDoneTold;
    private long workersSeenNanos;

    HostedJob(Jobs jobs, int number, JobStore.Kept kept) {
        this.jobs = jobs;
        this.number = number;
        this.key = kept.key();
        this.run = kept.run();
        this.description = kept.description();
        this.declared = Declared.of(job());
        this.self = indexOf(job(), jobs.region());
        this.counts = new JobCounts(job());
        this.attachments = new Attachment[job().regions()];
        this.peersDone = new boolean[job().regions()];
        this.finished = new boolean[job().partitions()];
        this.completed = new boolean[job().partitions()];
        for (int member = 0; member < attachments.length; member++) {
            attachments[member] = new Attachment();
        }
        this.workersSeenNanos = jobs.now();
    }

    static int indexOf(Job job, String region) {
        for (int member = 0; member < job.regions(); member++) {
            if (job.name(member).equals(region)) {
                return member;
            }
        }
        return -1;
    }

    /** Opens the journals and lets the partitions begin where they ended. */
    void begin(JobStore store, Supplier<EventExecutor> loops) throws BadJournal, IOException {
        for (int partition = 0; partition < job().partitions(); partition++) {
            var region = new Region(job(), self, partition);
            EventExecutor loop = loops.get();
            var host = new PartitionHost(this, partition, loop, region);
            hosts.add(host);
            var name = new JournalName(jobs.region(), key, partition);
            RecordLog log = store.log(name, declared, loop, host);
            logs.add(log);
            log.replay(region::replay);
            if (partition == 0) {
                learnAttempts(region);
            }
        }
        for (int partition = 0; partition < hosts.size(); partition++) {
            hosts.get(partition).begin(logs.get(partition));
        }
    }

    private void learnAttempts(Region lead) {
        for (int worker : job().workersOf(self)) {
            int place = lead.commits().place(worker);
            attempts.put(worker, lead.commits().begun(place));
        }
    }

    int number() {
        return number;
    }

    String key() {
        return key;
    }

    String run() {
        return run;
    }

    JobDescription description() {
        return description;
    }

    Job job() {
        return description.job();
    }

    Declared declared() {
        return declared;
    }

    int self() {
        return self;
    }

    PartitionHost host(int partition) {
        return hosts.get(partition);
    }

    Attachment attachment(int member) {
        return attachments[member];
    }

    Ledger ledger() {
        return jobs.ledger();
    }

    /** A record of what leaves for a region is in the ledger. */
    void entered(String region, Ledger.Head head) {
        jobs.owesHead(region, head.number());
    }

    JobCounts counts() {
        return counts;
    }

    Meters meters() {
        return jobs.meters();
    }

    long now() {
        return jobs.now();
    }

    // From partitions, on their loops.

    void answer(int partition, Effect.Answer answer) {
        WorkerLine line = lines.get(line(answer.worker(), answer.attempt()));
        if (line != null) {
            if (answer.reply() instanceof Reply.Refused refused) {
                jobs.meters().refused(Side.WORKERS, refused.reason());
            }
            line.answer(partition, answer.worker(), answer.attempt(), answer.reply());
        }
    }

    void finished(int partition, boolean isAll) {
        jobs.execute(
                () -> {
                    finished[partition] = true;
                    completed[partition] |= isAll;
                    if (state == State.RUNNING && all(finished)) {
                        state = State.FINISHED;
                        jobs.log("job " + key + " is finished in " + jobs.region());
                    }
                    isComplete = all(completed);
                    if (isComplete && !isDoneTold) {
                        isDoneTold = true;
                        jobs.tellMembers(this, new Call.Done(key));
                    }
                    jobs.freeIfOver(this);
                });
    }

    private static boolean all(boolean[] flags) {
        for (boolean flag : flags) {
            if (!flag) {
                return false;
            }
        }
        return true;
    }

    void failed(String reason) {
        jobs.execute(
                () -> {
                    if (state == State.RUNNING) {
                        state = State.FAILED;
                        failure = reason;
                        jobs.log("job " + key + " has failed: " + reason);
                    }
                    jobs.freeIfOver(this);
                });
    }

    void commandDone(Effect.CommandDone done) {
        jobs.log(
                "job "
                        + key
                        + ": "
                        + (done.isAccepted() ? "accepted: " : "refused: ")
                        + done.text());
    }

    void diskFailed(String what) {
        jobs.fatal("job " + key + ": " + what);
    }

    /** Whoever sends more than the disk carries has to wait; any loop. */
    void watchBacklog() {
        long most = 0;
        for (PartitionHost host : hosts) {
            most = Math.max(most, host.backlogBytes());
        }
        boolean hold = most > (isHolding ? BACKLOG_BYTES_LOW : BACKLOG_BYTES_HIGH);
        if (hold != isHolding) {
            jobs.execute(() -> hold(hold));
            isHolding = hold;
        }
    }

    private void hold(boolean hold) {
        jobs.hold(this, hold);
        lines.values().forEach(line -> line.hold(hold));
    }

    void broken(int partition, Throwable thrown) {
        jobs.fatal("job " + key + ", partition " + partition + " is broken: " + thrown, thrown);
    }

    // From other sidecars.

    /** Both sides have said on this connection that they have the job. */
    void attached(int member, Peering peering, long session) {
        attachments[member].attach(peering, session);
        for (PartitionHost host : hosts) {
            host.post(new Event.LinkReady(member, session, share(peering)));
        }
        if (isDoneTold) {
            peering.send(session, Lane.CONTROL, Calls.write(new Call.Done(key)));
        }
    }

    void detached(int member) {
        if (attachments[member].session() != 0) {
            attachments[member].detach();
            for (PartitionHost host : hosts) {
                host.post(new Event.LinkLost(member));
            }
        }
    }

    void measured(int member, Peering peering) {
        if (attachments[member].session() != 0) {
            for (PartitionHost host : hosts) {
                host.post(new Event.LinkMeasured(member, share(peering)));
            }
        }
    }

    /** The part of a connection that a partition may count on. */
    private long share(Peering peering) {
        return Math.max(1, peering.bytesPerSecond() / hosts.size());
    }

    /** There is room again on the connection to a member. */
    void room(int member) {
        for (PartitionHost host : hosts) {
            host.drain(member);
        }
    }

    void peerDone(int member) {
        peersDone[member] = true;
        jobs.freeIfOver(this);
    }

    /** Another member says that the job is over, and this region is not done with it. */
    void ended(int member, boolean isFailed, String text) {
        if (isFailed || !isComplete) {
            abandon("region " + job().name(member) + " is done with the job: " + text);
        }
        peersDone[member] = true;
        jobs.freeIfOver(this);
    }

    void abandon(String reason) {
        host(0).post(new Event.Abandoned(reason));
    }

    // From workers, on the main loop.

    /** Lets a line of a worker in; its attempt. */
    int join(int worker, int attempt, WorkerLine line) {
        int given = attempt;
        if (given == Call.NOBODY && worker != Call.NOBODY) {
            given = attempts.merge(worker, 0, (before, none) -> before + 1);
        } else if (worker != Call.NOBODY) {
            attempts.merge(worker, given, Math::max);
        }
        WorkerLine before = lines.put(line(worker, given), line);
        if (before != null && before != line) {
            before.close();
        }
        left.remove(worker);
        seen();
        return given;
    }

    private static long line(int worker, int attempt) {
        return (long) worker << 32 | (attempt & 0xFFFF_FFFFL);
    }

    void gone(int worker, int attempt, WorkerLine line) {
        lines.remove(line(worker, attempt), line);
        seen();
        jobs.freeIfOver(this);
    }

    /** A worker, or a driver for all, will not ask again. */
    void leave(int worker) {
        if (worker == Call.NOBODY) {
            hasRunLeft = true;
        }
        left.add(worker);
        boolean isAll = true;
        for (int each : job().workersOf(self)) {
            isAll &= left.contains(each);
        }
        hasRunLeft |= isAll;
        jobs.freeIfOver(this);
    }

    void seen() {
        workersSeenNanos = jobs.now();
    }

    /** For how long no worker has been connected; 0 while one is. */
    long silentNanos() {
        return lines.isEmpty() ? jobs.now() - workersSeenNanos : 0;
    }

    void ask(int partition, Request request, long bytes) {
        hosts.get(partition).post(new Event.WorkerAsked(request), bytes);
    }

    /** Shows on the page how it is. */
    void show() {
        if (shown == null) {
            shown = meters().job(description.name() + " " + key);
        }
        JobMeters here = shown;
        host(0).ask(region -> here.clock(Math.min(region.clock(), job().maxClock())));
        for (int member = 0; member < attachments.length; member++) {
            int to = member;
            for (PartitionHost host : hosts) {
                host.ask(
                        region ->
                                unacknowledged.put(
                                        ((long) to << 32) | host.partition(),
                                        HostMeters.unacknowledged(region, to)));
            }
        }
    }

    /** The bytes that were on their way to a member when {@link #show} looked last. */
    long unacknowledged(int member) {
        long bytes = 0;
        for (PartitionHost host : hosts) {
            bytes += unacknowledged.getOrDefault(((long) member << 32) | host.partition(), 0L);
        }
        return bytes;
    }

    State state() {
        return state;
    }

    String failure() {
        return failure;
    }

    /** Whether nobody needs anything of it any more. */
    boolean isOver(long leaseNanos) {
        boolean isForgotten = silentNanos() > leaseNanos;
        if (state == State.RUNNING) {
            return false;
        }
        boolean areWorkersGone = lines.isEmpty() && hasRunLeft || isForgotten;
        if (state == State.FAILED) {
            return lines.isEmpty() || isForgotten;
        }
        return areWorkersGone && arePeersDone();
    }

    private boolean arePeersDone() {
        if (!isDoneTold) {
            return false;
        }
        for (int member = 0; member < peersDone.length; member++) {
            if (member != self && !peersDone[member]) {
                return false;
            }
        }
        return true;
    }

    /** How it stands, for a worker; said on its line by the lead's loop. */
    void inquire(WorkerLine line) {
        State now = state;
        host(0).ask(
                        region ->
                                line.say(
                                        new Call.Standing(
                                                region.clock(),
                                                now == State.FINISHED,
                                                isComplete,
                                                failure,
                                                note(region))));
    }

    private static String note(Region region) {
        List<String> waits = region.waits();
        return waits.isEmpty() ? "" : waits.get(0);
    }

    void refuse(Call.Denial denial, String text) {
        for (WorkerLine line : lines.values()) {
            line.say(new Call.Denied(denial, text));
            line.close();
        }
    }

    /** Carries out nothing more and closes the journals. */
    void stop() throws IOException {
        if (shown != null) {
            shown.close();
        }
        for (PartitionHost host : hosts) {
            host.stop().awaitUninterruptibly(STOP_MILLIS_MAX);
        }
        for (RecordLog log : logs) {
            log.close();
        }
    }
}
