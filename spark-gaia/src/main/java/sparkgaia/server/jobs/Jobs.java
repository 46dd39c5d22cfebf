package sparkgaia.server.jobs;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;

import sparkgaia.core.Job;
import sparkgaia.core.message.Message.Lane;
import sparkgaia.net.Peering;
import sparkgaia.net.Peers;
import sparkgaia.net.Refusal;
import sparkgaia.server.journal.BadJournal;
import sparkgaia.server.journal.Disk;
import sparkgaia.server.ledger.Ledger;
import sparkgaia.server.meters.Meters;
import sparkgaia.server.meters.Side;
import sparkgaia.wire.BadFrame;
import sparkgaia.wire.Call;
import sparkgaia.wire.JobDescription;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * All jobs of a sidecar, on one thread, the main loop: runs that wait for other regions, jobs that run, and what is left
 * of those that are over. The first member of a job admits it: see {@link Registrar}.
 */
public final class Jobs implements Peers.Listener, AutoCloseable {
    private static final long BEAT_MILLIS = 500;
    private static final long DIFFERENCE_NANOS_MAX = 10_000_000_000L;
    private static final long CLOSE_SECONDS_MAX = 30;

    /** What the operator allows. */
    public record Rules(
            String region,
            List<String> peers,
            TableRule tables,
            int jobsMax,
            long openNanosMax,
            long leaseNanos,
            long keepMillis) {}

    /** Whether a job's tables may be shared: null, or what is wrong with them. */
    public interface TableRule {
        String flaw(JobDescription description);
    }

    /** Whom a sidecar's jobs tell. */
    public interface Owner {
        void log(String line);

        /** The sidecar cannot go on. */
        void fatal(String why, Throwable thrown);

        void refused(String remote, Refusal reason, String text);
    }

    private final Rules rules;
    private final Owner owner;
    private final Meters meters;
    private final Ledger ledger;
    private final JobStore store;
    private final EventExecutorGroup loops;
    private final DefaultEventExecutor main = new DefaultEventExecutor();
    private final long bornNanos = System.nanoTime();
    private final Registrar registrar;
    private final Map<String, Neighbour> neighbours = new TreeMap<>();
    private final TreeMap<String, HostedJob> jobs = new TreeMap<>();
    private final TreeMap<String, JobStore.Tombstone> tombstones = new TreeMap<>();
    private final LinkedHashMap<String, Waiting> waiting = new LinkedHashMap<>();
    private final TreeMap<String, Call.Admitted> early = new TreeMap<>();
    private int numbers;
    private long admissions;
    private volatile boolean isClosing;

    /** A run of this region that wants a job. */
    private static final class Waiting {
        /** As others know it: see {@link Jobs#offered}. */
        private final String run;

        private final JobDescription description;
        private final long sinceNanos;
        private final List<Desk> desks = new ArrayList<>();
        private String note = "";

        private Waiting(String run, JobDescription description, long sinceNanos) {
            this.run = run;
            this.description = description;
            this.sinceNanos = sinceNanos;
        }

        private String first() {
            return description.job().name(0);
        }

        private List<EventExecutor> loops() {
            return desks.stream()
                    .map(desk -> desk.line().loop())
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
        }
    }

    /**
     * Of a sidecar with a disk.
     *
     * @param ledger null where there is no key to sign one with
     */
    public Jobs(
            Rules rules,
            Owner owner,
            Meters meters,
            Ledger ledger,
            Disk disk,
            Path data,
            EventExecutorGroup loops)
            throws IOException {
        this(rules, owner, meters, ledger, new JobFolder(data, disk), loops);
    }

    /** Of a sidecar that keeps nothing: whoever hears from it dies with it. */
    public static Jobs withoutDisk(
            Rules rules, Owner owner, Meters meters, EventExecutorGroup loops) {
        return new Jobs(rules, owner, meters, null, new NoStore(), loops);
    }

    private Jobs(
            Rules rules,
            Owner owner,
            Meters meters,
            Ledger ledger,
            JobStore store,
            EventExecutorGroup loops) {
        this.rules = rules;
        this.owner = owner;
        this.meters = meters;
        this.ledger = ledger;
        this.store = store;
        this.loops = loops;
        this.registrar =
                new Registrar(
                        rules.region(), Math.min(DIFFERENCE_NANOS_MAX, rules.openNanosMax() / 3));
        for (String peer : rules.peers()) {
            neighbours.put(peer, new Neighbour(this, peer));
        }
    }

    /** Takes up the jobs of an earlier process, before anything else. */
    public void recover() throws IOException, BadJournal {
        for (JobStore.Tombstone tombstone : store.tombstones()) {
            tombstones.put(tombstone.key(), tombstone);
        }
        admissions = System.currentTimeMillis();
        for (JobStore.Kept kept : store.jobs()) {
            host(kept, List.of());
        }
        main.scheduleAtFixedRate(this::beat, BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** @param near loops of workers who wait for it: a partition there is asked without another thread being woken */
    private HostedJob host(JobStore.Kept kept, List<EventExecutor> near)
            throws IOException, BadJournal {
        var job = new HostedJob(this, ++numbers, kept);
        Iterator<EventExecutor> first = near.iterator();
        job.begin(store, () -> first.hasNext() ? first.next() : loops.next());
        jobs.put(kept.key(), job);
        for (String member : members(job)) {
            neighbours.get(member).attach(job);
        }
        return job;
    }

    private List<String> members(HostedJob job) {
        return others(job.job());
    }

    private List<String> others(Job job) {
        var others = new ArrayList<String>();
        for (int member = 0; member < job.regions(); member++) {
            if (!job.name(member).equals(rules.region())) {
                others.add(job.name(member));
            }
        }
        return others;
    }

    String region() {
        return rules.region();
    }

    Ledger ledger() {
        return ledger;
    }

    Meters meters() {
        return meters;
    }

    /** Nanoseconds since the process began. */
    long now() {
        return System.nanoTime() - bornNanos;
    }

    void execute(Runnable task) {
        try {
            main.execute(task);
        } catch (RejectedExecutionException late) {
            isClosing = true; // it comes too late: the sidecar has stopped
        }
    }

    void log(String line) {
        owner.log(line);
    }

    void fatal(String why) {
        owner.fatal(why, null);
    }

    void fatal(String why, Throwable thrown) {
        owner.fatal(why, thrown);
    }

    void heardHead(String region, Call.LedgerHead head) {
        if (ledger != null) {
            ledger.heard(region, head.number(), head.hash());
        }
    }

    /** For any thread. */
    void owesHead(String region, long record) {
        neighbours.get(region).owesHead(record);
    }

    /** What a power cut could still take from the ledger is not told: a head that is gone looks like a cut-off end. */
    private void tellHead() {
        if (ledger == null) {
            return;
        }
        Ledger.Head head = ledger.durable();
        for (Neighbour neighbour : neighbours.values()) {
            neighbour.tellHead(head);
        }
    }

    void tellMembers(HostedJob job, Call.OfPeers call) {
        for (String member : members(job)) {
            neighbours.get(member).say(call);
        }
    }

    // What workers want; see Desk.

    /** A line for a worker that is known to be one of this region's. */
    public Desk desk(WorkerLine line) {
        return new Desk(this, line);
    }

    void open(Desk desk, Call.Open open) {
        if (isClosing) {
            desk.deny(Call.Denial.STOPPING, "the sidecar of " + region() + " is stopping");
            return;
        }
        try {
            JobDescription description = JobDescription.parse(open.description());
            String flaw = flaw(description, open.worker());
            if (flaw != null) {
                desk.deny(Call.Denial.JOB, flaw);
                return;
            }
            String forbidden = rules.tables().flaw(description);
            if (forbidden != null) {
                desk.deny(Call.Denial.NOT_ALLOWED, forbidden);
                return;
            }
            open(desk, open, description);
        } catch (sparkgaia.wire.BadJob e) {
            desk.deny(Call.Denial.JOB, e.getMessage());
        }
    }

    private String flaw(JobDescription description, int worker) {
        Job job = description.job();
        int self = HostedJob.indexOf(job, region());
        if (self < 0) {
            return "region " + region() + " is no member of job " + description.name();
        }
        for (String other : others(job)) {
            if (!neighbours.containsKey(other)) {
                return "region "
                        + other
                        + " is a member of job "
                        + description.name()
                        + ", but no peer of "
                        + region()
                        + ": set gaia.peer."
                        + other
                        + ".address in the sidecar's file";
            }
        }
        if (worker != Call.NOBODY && (worker >= job.workers() || job.regionOf(worker) != self)) {
            return "worker " + worker + " is none of region " + region();
        }
        return null;
    }

    private void open(Desk desk, Call.Open open, JobDescription description) {
        String name = offered(open.run(), description);
        HostedJob job = running(name);
        if (job != null) {
            if (differs(desk, job.description(), description)) {
                return;
            }
            desk.opened(job, open.worker(), open.attempt());
            return;
        }
        JobStore.Tombstone over = buried(name);
        boolean isBack = open.attempt() != Call.NOBODY;
        if (over != null && (isBack || !open.run().isEmpty())) {
            desk.deny(Call.Denial.OVER, "job " + over.key() + " is over: " + over.text());
            return;
        }
        Waiting wait = waiting.get(name);
        if (wait == null) {
            if (jobs.size() + waiting.size() >= rules.jobsMax()) {
                desk.deny(
                        Call.Denial.FULL,
                        "region " + region() + " has " + rules.jobsMax() + " jobs already");
                return;
            }
            wait = new Waiting(name, description, now());
            waiting.put(name, wait);
        } else if (differs(desk, wait.description, description)) {
            return;
        }
        wait.desks.add(desk);
        desk.setWaiting(open);
        offer(wait);
        admit();
        tell(wait);
    }

    private HostedJob running(String run) {
        for (HostedJob job : jobs.values()) {
            if (job.run().equals(run)) {
                return job;
            }
        }
        return null;
    }

    private JobStore.Tombstone buried(String run) {
        for (JobStore.Tombstone tombstone : tombstones.values()) {
            if (tombstone.run().equals(run)) {
                return tombstone;
            }
        }
        return null;
    }

    private boolean differs(Desk desk, JobDescription known, JobDescription brought) {
        List<String> differences =
                JobDescription.differences(known, "the run so far", brought, "this worker");
        if (differences.isEmpty()) {
            return false;
        }
        desk.deny(
                Call.Denial.DIFFERS,
                "this worker's job is another than that of its run: "
                        + String.join("; ", differences));
        return true;
    }

    void cancel(Desk desk) {
        for (Waiting wait : List.copyOf(waiting.values())) {
            if (wait.desks.remove(desk) && wait.desks.isEmpty()) {
                withdraw(wait);
            }
        }
    }

    private void withdraw(Waiting wait) {
        waiting.values().remove(wait);
        if (wait.first().equals(region())) {
            registrar.withdraw(region(), wait.run);
        } else {
            neighbours.get(wait.first()).say(new Call.Withdrawn(wait.run));
        }
    }

    /** The run's name to others: a run without one goes by what it wants. */
    private static String offered(String run, JobDescription description) {
        return run.isEmpty() ? "~" + description.hash() : run;
    }

    private void offer(Waiting wait) {
        if (wait.first().equals(region())) {
            registrar.offer(region(), wait.run, wait.description, now());
        } else {
            neighbours.get(wait.first()).say(new Call.Offered(wait.run, wait.description.text()));
        }
        Call.Admitted admitted = early.remove(wait.run);
        if (admitted != null) {
            admitted(admitted);
        }
    }

    // The first member's part.

    /** Makes jobs of what all members have offered. */
    private void admit() {
        for (Registrar.Match match = registrar.next(); match != null; match = registrar.next()) {
            admissions = Math.max(admissions + 1, System.currentTimeMillis());
            String key = match.hash().substring(0, 16) + "-" + admissions;
            match.runs()
                    .forEach(
                            (member, run) -> {
                                if (!member.equals(region())) {
                                    neighbours.get(member).say(new Call.Admitted(run, key));
                                }
                            });
            admitted(new Call.Admitted(match.runs().get(region()), key));
        }
    }

    /** A run of this region is a job now. */
    private void admitted(Call.Admitted call) {
        if (jobs.containsKey(call.key()) || tombstones.containsKey(call.key())) {
            return;
        }
        Waiting wait = null;
        for (Waiting each : waiting.values()) {
            if (each.run.equals(call.run())) {
                wait = each;
            }
        }
        if (wait == null) {
            early.put(call.run(), call);
            return;
        }
        waiting.values().remove(wait);
        try {
            var kept = new JobStore.Kept(call.key(), call.run(), wait.description);
            store.keep(kept);
            HostedJob job = host(kept, wait.loops());
            log("job " + call.key() + " (" + wait.description.name() + ") begins");
            for (Desk desk : wait.desks) {
                desk.opened(job, desk.waiting().worker(), desk.waiting().attempt());
            }
        } catch (IOException | BadJournal e) {
            fatal("job " + call.key() + " cannot be kept: " + e.getMessage(), e);
        }
    }

    /** Another region says something about jobs. */
    void hear(String from, Call.OfPeers call) {
        if (call instanceof Call.Offered offered) {
            hearOffer(from, offered);
        } else if (call instanceof Call.Withdrawn withdrawn) {
            registrar.withdraw(from, withdrawn.run());
        } else if (call instanceof Call.Admitted admitted) {
            admitted(admitted);
        } else if (call instanceof Call.Noted noted) {
            note(noted.run(), noted.text());
        } else if (call instanceof Call.Turned turned) {
            turn(turned.run(), Call.Denial.DIFFERS, turned.text());
        } else if (call instanceof Call.Done done) {
            HostedJob job = jobs.get(done.key());
            if (job != null) {
                job.peerDone(HostedJob.indexOf(job.job(), from));
            }
        } else if (call instanceof Call.Ended ended) {
            HostedJob job = jobs.get(ended.key());
            if (job != null) {
                job.ended(HostedJob.indexOf(job.job(), from), ended.isFailed(), ended.text());
            }
        }
    }

    private void hearOffer(String from, Call.Offered offered) {
        try {
            JobDescription description = JobDescription.parse(offered.description());
            if (!description.job().name(0).equals(region())
                    || HostedJob.indexOf(description.job(), from) < 0) {
                neighbours
                        .get(from)
                        .say(new Call.Turned(offered.run(), region() + " is not its first member"));
                return;
            }
            HostedJob begun = unheard(from, description);
            if (begun != null) {
                neighbours.get(from).say(new Call.Admitted(offered.run(), begun.key()));
                return;
            }
            registrar.offer(from, offered.run(), description, now());
            admit();
        } catch (sparkgaia.wire.BadJob e) {
            neighbours.get(from).say(new Call.Turned(offered.run(), e.getMessage()));
        }
    }

    /** A job that a region was admitted to without hearing so: what it has, it attaches ahead of what it offers. */
    private HostedJob unheard(String from, JobDescription description) {
        String hash = description.hash();
        for (HostedJob job : jobs.values()) {
            if (job.state() == HostedJob.State.RUNNING
                    && job.description().hash().equals(hash)
                    && !neighbours.get(from).hasAttached(job.key())) {
                return job;
            }
        }
        return null;
    }

    private void note(String run, String text) {
        for (Waiting wait : waiting.values()) {
            if (wait.run.equals(run) && !wait.note.equals(text)) {
                wait.note = text;
                tell(wait);
            }
        }
    }

    private void tell(Waiting wait) {
        if (!waiting.containsValue(wait)) {
            return;
        }
        String text =
                wait.note.isEmpty()
                        ? "job " + wait.description.name() + " waits for " + wait.first()
                        : wait.note;
        wait.desks.forEach(desk -> desk.line().say(new Call.Waiting(text)));
    }

    private void turn(String run, Call.Denial denial, String text) {
        for (Waiting wait : List.copyOf(waiting.values())) {
            if (wait.run.equals(run)) {
                waiting.values().remove(wait);
                wait.desks.forEach(desk -> desk.deny(denial, text));
            }
        }
    }

    /** Another region has a job attached that is not here: over, or not begun yet. */
    void attachedElsewhere(String region, String key) {
        JobStore.Tombstone over = tombstones.get(key);
        if (over != null) {
            neighbours.get(region).say(new Call.Ended(key, over.isFailed(), over.text()));
        } else if (jobs.containsKey(key)) {
            neighbours.get(region).attach(jobs.get(key));
        }
    }

    // Time.

    private void beat() {
        try {
            long now = now();
            overdue(now);
            for (Registrar.Turned turned : registrar.differing(now)) {
                String region = turned.offer().region();
                if (region.equals(region())) {
                    turn(turned.offer().run(), Call.Denial.DIFFERS, turned.text());
                } else {
                    neighbours
                            .get(region)
                            .say(new Call.Turned(turned.offer().run(), turned.text()));
                }
            }
            for (Registrar.Offer offer : registrar.offers()) {
                String text = registrar.waits(offer);
                if (offer.region().equals(region())) {
                    note(offer.run(), text);
                } else {
                    neighbours.get(offer.region()).say(new Call.Noted(offer.run(), text));
                }
            }
            for (HostedJob job : List.copyOf(jobs.values())) {
                watch(job);
            }
            forgetTombstones();
            tellHead();
            show();
        } catch (RuntimeException | IOException e) {
            fatal("the jobs cannot be looked after: " + e, e);
        }
    }

    private void overdue(long now) {
        for (Waiting wait : List.copyOf(waiting.values())) {
            if (now - wait.sinceNanos > rules.openNanosMax()) {
                withdraw(wait);
                String why = wait.note.isEmpty() ? "waits for " + wait.first() : wait.note;
                String text =
                        "not all regions opened it within "
                                + TimeUnit.NANOSECONDS.toSeconds(rules.openNanosMax())
                                + " s: "
                                + why
                                + "; start the job there, or look at its sidecar";
                wait.desks.forEach(desk -> desk.deny(Call.Denial.TIMEOUT, text));
            }
        }
    }

    /** Stops or continues to take what other members send. */
    void hold(HostedJob job, boolean hold) {
        if (jobs.containsKey(job.key())) {
            members(job).forEach(member -> neighbours.get(member).hold(job, hold));
        }
    }

    /** Shows on the page how jobs stand. */
    private void show() {
        for (HostedJob.State state : HostedJob.State.values()) {
            int count = 0;
            for (HostedJob job : jobs.values()) {
                count += job.state() == state ? 1 : 0;
            }
            meters.jobs(state, count);
        }
        jobs.values().forEach(HostedJob::show);
        for (String region : neighbours.keySet()) {
            long bytes = 0;
            for (HostedJob job : jobs.values()) {
                int member = HostedJob.indexOf(job.job(), region);
                bytes += member < 0 ? 0 : job.unacknowledged(member);
            }
            meters.peer(region).unacknowledged(bytes);
        }
    }

    private void watch(HostedJob job) {
        if (job.state() == HostedJob.State.RUNNING && job.silentNanos() > rules.leaseNanos()) {
            job.seen();
            job.abandon(
                    "no worker of region "
                            + region()
                            + " has been connected for "
                            + TimeUnit.NANOSECONDS.toSeconds(rules.leaseNanos())
                            + " s (gaia.job.lease); start the job again");
        }
        freeIfOver(job);
    }

    void freeIfOver(HostedJob job) {
        if (!jobs.containsKey(job.key()) || !job.isOver(rules.leaseNanos())) {
            return;
        }
        jobs.remove(job.key());
        boolean isFailed = job.state() == HostedJob.State.FAILED;
        String text = isFailed ? job.failure() : "finished";
        try {
            job.stop();
            for (String member : members(job)) {
                neighbours.get(member).detach(job);
                neighbours.get(member).say(new Call.Ended(job.key(), isFailed, text));
            }
            var tombstone =
                    new JobStore.Tombstone(
                            job.key(), job.run(), isFailed, System.currentTimeMillis(), text);
            store.bury(tombstone);
            tombstones.put(job.key(), tombstone);
            log("job " + job.key() + " is over here: " + text);
        } catch (IOException e) {
            fatal("job " + job.key() + " cannot be removed: " + e.getMessage(), e);
        }
    }

    private void forgetTombstones() throws IOException {
        for (JobStore.Tombstone tombstone : List.copyOf(tombstones.values())) {
            if (System.currentTimeMillis() - tombstone.atMillis() > rules.keepMillis()) {
                tombstones.remove(tombstone.key());
                store.forget(tombstone);
            }
        }
    }

    // Connections to other sidecars.

    @Override
    public void up(Peering peering) {
        Neighbour neighbour = neighbours.get(peering.region());
        neighbour.up(peering);
        execute(
                () -> {
                    for (HostedJob job : jobs.values()) {
                        if (HostedJob.indexOf(job.job(), peering.region()) >= 0) {
                            neighbour.attach(job);
                        }
                    }
                    for (Waiting wait : List.copyOf(waiting.values())) {
                        if (wait.first().equals(peering.region())) {
                            offer(wait);
                        }
                    }
                });
    }

    @Override
    public void down(Peering peering, String why) {
        neighbours.get(peering.region()).down();
        execute(() -> registrar.forget(peering.region()));
        log("connection to " + peering.region() + " is down: " + why);
    }

    @Override
    public void measured(Peering peering) {
        neighbours.get(peering.region()).measured(peering);
    }

    @Override
    public void room(Peering peering) {
        neighbours.get(peering.region()).room();
    }

    @Override
    public void frame(Peering peering, Lane lane, byte[] frame) {
        try {
            neighbours.get(peering.region()).frame(peering, lane, frame);
        } catch (BadFrame e) {
            meters.refused(Side.PEERS, e.reason());
            log("region " + peering.region() + " sent a " + e.getMessage());
            peering.end(e.getMessage());
        }
    }

    @Override
    public void opened(String remote) {
        meters.connectionOpened(Side.PEERS);
    }

    @Override
    public void closed(String remote) {
        meters.connectionClosed(Side.PEERS);
    }

    @Override
    public void refused(String remote, Refusal reason, String text) {
        owner.refused(remote, reason, text);
    }

    /** Tells workers to come back later, and ends with everything on disk. */
    @Override
    public void close() throws IOException {
        var closed =
                main.submit(
                        () -> {
                            isClosing = true;
                            String text = "the sidecar of " + region() + " is stopping";
                            for (Waiting wait : waiting.values()) {
                                wait.desks.forEach(desk -> desk.deny(Call.Denial.STOPPING, text));
                            }
                            waiting.clear();
                            for (HostedJob job : jobs.values()) {
                                job.refuse(Call.Denial.STOPPING, text);
                                job.stop();
                            }
                            return null;
                        });
        if (!closed.awaitUninterruptibly(CLOSE_SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new IOException("the jobs did not stop within " + CLOSE_SECONDS_MAX + " s");
        }
        main.shutdownGracefully(0, CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
        if (!closed.isSuccess()) {
            throw new IOException("a job did not stop: " + closed.cause(), closed.cause());
        }
    }
}
