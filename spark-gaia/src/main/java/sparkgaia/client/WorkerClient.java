package sparkgaia.client;

import sparkgaia.core.Job;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Reply;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.train.Ask;
import sparkgaia.train.WorkerLoop;
import sparkgaia.wire.Call;
import sparkgaia.wire.Calls;
import sparkgaia.wire.Declared;
import sparkgaia.wire.JobDescription;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One worker, or a driver, of a job: opens the job at its sidecar, carries a {@link WorkerLoop} through it, reads the
 * model and leaves. A lost connection is made again, and what is unanswered asked again, until the sidecar has been out
 * of reach for too long. Blocks the thread that calls it; not for several threads.
 */
public final class WorkerClient implements AutoCloseable {
    private static final long SECOND = 1_000_000_000L;
    private static final long BACK_OFF_NANOS_MIN = SECOND / 10;
    private static final long BACK_OFF_NANOS_MAX = 2 * SECOND;
    private static final long INQUIRE_NANOS = SECOND / 5;

    /**
     * How long a worker waits.
     *
     * @param openNanosMax for the other regions to open the job
     * @param awayNanosMax for a sidecar that is out of reach
     * @param replyNanosMax for a reply beyond the job's own deadline
     */
    public record Patience(long openNanosMax, long awayNanosMax, long replyNanosMax) {
        public static final Patience USUAL = new Patience(660 * SECOND, 300 * SECOND, 60 * SECOND);
    }

    private final SidecarLine.Sidecar sidecar;
    private final JobDescription description;
    private final String run;
    private final int worker;
    private final Patience patience;
    private final Consumer<String> progress;
    private final Declared declared;

    private SidecarLine line;
    private LinkedBlockingQueue<Heard> inbox = new LinkedBlockingQueue<>();
    private int attempt = Call.NOBODY;
    private Call.Opened opened;

    /** What came on a line. */
    private sealed interface Heard {}

    private record Said(Call.OfWorkers call) implements Heard {}

    private record Answer(int partition, int attempt, Reply reply) implements Heard {}

    private record Lost(String why) implements Heard {}

    /**
     * @param worker {@link Call#NOBODY} for a driver
     * @param progress hears in words what is waited for
     */
    public WorkerClient(
            SidecarLine.Sidecar sidecar,
            JobDescription description,
            String run,
            int worker,
            Patience patience,
            Consumer<String> progress) {
        this.sidecar = sidecar;
        this.description = description;
        this.run = run;
        this.worker = worker;
        this.patience = patience;
        this.progress = progress;
        this.declared = Declared.of(description.job());
    }

    /** Opens the job: returns when all regions have it. */
    public Call.Opened open() throws ClientFailure, InterruptedException {
        long deadline = System.nanoTime() + patience.awayNanosMax();
        long backOff = BACK_OFF_NANOS_MIN;
        while (true) {
            String lost = tryOpen();
            if (lost == null) {
                return opened;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new ClientFailure(
                        sidecar.name()
                                + " has been out of reach for "
                                + TimeUnit.NANOSECONDS.toSeconds(patience.awayNanosMax())
                                + " s ("
                                + lost
                                + "): look whether it runs (gaia doctor)");
            }
            progress.accept("calls " + sidecar.name() + " again: " + lost);
            TimeUnit.NANOSECONDS.sleep(backOff);
            backOff = Math.min(2 * backOff, BACK_OFF_NANOS_MAX);
        }
    }

    /** One try: null if the job is open, else why the line was lost. */
    private String tryOpen() throws ClientFailure, InterruptedException {
        disconnect();
        var fresh = new LinkedBlockingQueue<Heard>();
        inbox = fresh;
        line = sidecar.call(new Queue(fresh));
        line.declare(declared);
        line.say(new Call.Open(run, worker, attempt, description.text()));
        long deadline = System.nanoTime() + patience.openNanosMax();
        while (true) {
            Heard heard = fresh.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (heard == null) {
                throw new ClientFailure(
                        sidecar.name() + " did not open job " + description.name() + " in time");
            } else if (heard instanceof Lost lost) {
                return lost.why();
            } else if (heard instanceof Said said) {
                if (said.call() instanceof Call.Opened answer) {
                    opened = answer;
                    attempt = answer.attempt();
                    return null;
                } else if (said.call() instanceof Call.Waiting waiting) {
                    progress.accept(waiting.text());
                } else if (said.call() instanceof Call.Denied denied) {
                    if (denied.reason() == Call.Denial.STOPPING) {
                        return denied.text();
                    }
                    throw denied(denied);
                }
            }
        }
    }

    private ClientFailure denied(Call.Denied denied) {
        return new ClientFailure(denied.text());
    }

    private record Queue(LinkedBlockingQueue<Heard> into) implements SidecarLine.Ear {
        @Override
        public void heard(Call.OfWorkers call) {
            into.add(new Said(call));
        }

        @Override
        public void answered(int partition, int worker, int attempt, Reply reply) {
            into.add(new Answer(partition, attempt, reply));
        }

        @Override
        public void lost(String why) {
            into.add(new Lost(why));
        }
    }

    /** The next thing that came; a lost line is made again first, which is told by null. */
    private Heard next(String what, long nanosMax) throws ClientFailure, InterruptedException {
        Heard heard = inbox.poll(nanosMax, TimeUnit.NANOSECONDS);
        if (heard == null) {
            throw new ClientFailure(
                    sidecar.name()
                            + " did not answer within "
                            + TimeUnit.NANOSECONDS.toSeconds(nanosMax)
                            + " s: "
                            + what);
        }
        if (heard instanceof Lost lost) {
            progress.accept("lost " + sidecar.name() + ": " + lost.why());
            open();
            return null;
        }
        if (heard instanceof Said said && said.call() instanceof Call.Denied denied) {
            if (denied.reason() != Call.Denial.STOPPING) {
                throw denied(denied);
            }
            progress.accept(denied.text());
            open();
            return null;
        }
        return heard;
    }

    /** What a worker does between its clocks. */
    public interface Pace {
        /** As fast as it can. */
        Pace FREE = (loop, computing) -> computing.run();

        void compute(WorkerLoop<?, ?> loop, Runnable computing) throws InterruptedException;
    }

    /** Trains to the end of the job. The loop's attempt is the one that {@link #open} was given. */
    public void train(WorkerLoop<?, ?> loop, Pace pace) throws ClientFailure, InterruptedException {
        loop.start();
        send(loop);
        while (!loop.hasEnded()) {
            if (loop.state() == WorkerLoop.State.COMPUTING) {
                pace.compute(loop, loop::compute);
                send(loop);
                continue;
            }
            Heard heard = next("worker " + worker + " is " + loop.state(), replyNanosMax());
            if (heard == null) {
                loop.reconnected();
            } else if (heard instanceof Answer answer && answer.attempt() == attempt) {
                loop.onReply(answer.partition(), answer.reply());
            }
            send(loop);
        }
        if (loop.failure() != null) {
            flush();
            throw new ClientFailure("worker " + worker + ": " + loop.failure());
        }
    }

    /** What a failing worker has said is heard before it goes. */
    private void flush() throws InterruptedException {
        Heard heard = inbox.poll(INQUIRE_NANOS, TimeUnit.NANOSECONDS);
        while (heard != null && !(heard instanceof Answer) && !(heard instanceof Lost)) {
            heard = inbox.poll(INQUIRE_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    private long replyNanosMax() {
        return job().limits().waitNanosMax() + patience.replyNanosMax();
    }

    private Job job() {
        return description.job();
    }

    private void send(WorkerLoop<?, ?> loop) {
        for (Ask ask : loop.drain()) {
            line.ask(ask.partition(), ask.request());
        }
    }

    /**
     * Waits until the region's part is done: all is shared and heard. Where a region is missing it is done without it,
     * and says so after another lease.
     */
    public Call.Standing awaitFinished() throws ClientFailure, InterruptedException {
        long deadline = System.nanoTime() + 2 * replyNanosMax();
        long patient = Long.MAX_VALUE;
        while (true) {
            Call.Standing standing = inquire();
            if (!standing.failure().isEmpty()) {
                throw new ClientFailure(
                        "job " + description.name() + " has failed: " + standing.failure());
            }
            if (standing.isFinished() && patient == Long.MAX_VALUE) {
                patient = System.nanoTime() + job().limits().leaseNanos();
            }
            if (standing.isComplete() || standing.isFinished() && System.nanoTime() > patient) {
                return standing;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new ClientFailure(
                        "job " + description.name() + " did not finish: " + standing.note());
            }
            progress.accept(clockText(standing));
            TimeUnit.NANOSECONDS.sleep(INQUIRE_NANOS / 10);
        }
    }

    private static String clockText(Call.Standing standing) {
        return "clock " + Clocks.text(standing.clock()) + " is shared";
    }

    /** How the job stands. */
    public Call.Standing inquire() throws ClientFailure, InterruptedException {
        while (true) {
            line.say(new Call.Inquire());
            Heard heard = next("how job " + description.name() + " stands", replyNanosMax());
            while (heard != null) {
                if (heard instanceof Said said && said.call() instanceof Call.Standing standing) {
                    return standing;
                }
                heard = next("how job " + description.name() + " stands", replyNanosMax());
            }
        }
    }

    /** What the sidecar has counted of the job: what left for this member, and what workers here waited for. */
    public Call.Tallied tally(int member) throws ClientFailure, InterruptedException {
        while (true) {
            line.say(new Call.Tally(member));
            Heard heard = next("what job " + description.name() + " took", replyNanosMax());
            while (heard != null) {
                if (heard instanceof Said said
                        && said.call() instanceof Call.Tallied tallied
                        && tallied.member() == member) {
                    return tallied;
                }
                heard = next("what job " + description.name() + " took", replyNanosMax());
            }
        }
    }

    /** Reads all rows of the tables as the sidecar has them now, by partition and number. */
    public void read(BiConsumer<Integer, Rows> into) throws ClientFailure, InterruptedException {
        for (int partition = 0; partition < job().partitions(); partition++) {
            read(partition, into);
        }
    }

    /** Piece by piece, some of which are asked for ahead. */
    private void read(int partition, BiConsumer<Integer, Rows> into)
            throws ClientFailure, InterruptedException {
        RowSpace space = job().space(partition);
        int asked = 0;
        int from = 0;
        int ahead = 0;
        while (from < space.size()) {
            while (ahead < Calls.READS_AHEAD_MAX && asked < space.size()) {
                int size = Calls.fitting(space, asked, space.size() - asked);
                line.say(new Call.Read(partition, asked, size));
                asked += size;
                ahead++;
            }
            Heard heard = next("rows of partition " + partition, replyNanosMax());
            if (heard == null) {
                asked = from;
                ahead = 0;
            } else if (heard instanceof Said said
                    && said.call() instanceof Call.Values values
                    && values.partition() == partition
                    && values.from() == from
                    && !values.rows().isEmpty()) {
                into.accept(partition, values.rows());
                from += values.rows().size();
                ahead--;
            }
        }
    }

    /** Says that this worker, or for a driver the whole run, will not ask again. */
    public void leave() {
        line.say(new Call.Leave());
    }

    private void disconnect() {
        if (line != null) {
            line.close();
        }
    }

    @Override
    public void close() {
        disconnect();
    }
}
