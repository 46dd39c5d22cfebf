package sparkgaia.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.client.SidecarLine;
import sparkgaia.core.Job;
import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request;
import sparkgaia.core.table.Rows;
import sparkgaia.wire.BadJob;
import sparkgaia.wire.Call;
import sparkgaia.wire.Declared;
import sparkgaia.wire.JobDescription;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Workers that are there twice, and executors that are lost when all is trained. */
@Tag("slow")
@Timeout(300)
class ClusterAttemptsTest {
    private static final long SECONDS_MAX = 120;
    private static final int CLOCK = 7;

    private static ClusterSite site;
    private static ExecutorService threads;

    @BeforeAll
    static void begin(@TempDir Path folder) throws IOException {
        site = new ClusterSite(folder, Map.of());
        threads = Executors.newCachedThreadPool();
    }

    @AfterAll
    static void end() throws IOException {
        threads.shutdownNow();
        site.close();
    }

    private static Future<Logistic.Fitted> fit() {
        return threads.submit(() -> site.placed().fit(site.read()));
    }

    /** Another attempt of a worker, and what it is answered. */
    private static final class Twin implements SidecarLine.Ear {
        private final LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        private final int worker;
        private final Job job;
        private final SidecarLine line;
        private int attempt;

        private Twin(int worker) throws IOException, BadJob {
            this.worker = worker;
            String text = site.sidecars().jobs("eu").get(0);
            int end = text.indexOf('\n');
            JobDescription description = JobDescription.parse(text.substring(end + 1));
            job = description.job();
            line = site.sidecars().line(job.name(job.regionOf(worker))).call(this);
            line.declare(Declared.of(job));
            String run = text.substring(0, end);
            line.say(new Call.Open(run, worker, Call.NOBODY, description.text()));
        }

        @Override
        public void heard(Call.OfWorkers call) {
            heard.add(call);
        }

        @Override
        public void answered(int partition, int of, int attempt, Reply reply) {
            heard.add(reply);
        }

        @Override
        public void lost(String why) {
            heard.add(why);
        }

        private <T> T next(Class<T> type) throws InterruptedException {
            Object next = heard.poll(SECONDS_MAX, TimeUnit.SECONDS);
            while (next != null && !type.isInstance(next)) {
                assertTrue(next instanceof Call.Welcome || next instanceof Call.Waiting, "" + next);
                next = heard.poll(SECONDS_MAX, TimeUnit.SECONDS);
            }
            return type.cast(next);
        }

        private Reply ask(Request request) throws InterruptedException {
            line.ask(0, request);
            return next(Reply.class);
        }

        /** Numbers that would be seen in the model. */
        private Request.Stage wrong(int clock) {
            int width = job.tables().get(0).width();
            int[] cells = new int[width];
            Arrays.fill(cells, 1_000);
            return new Request.Stage(
                    worker, attempt, clock, 1, new Rows(new int[] {0}, new int[][] {cells}));
        }

        private Request.Commit commit(int clock) {
            return new Request.Commit(
                    worker, attempt, clock, new long[job.metrics()], new byte[0], null);
        }

        private void refused(Request request) throws InterruptedException {
            Reply reply = ask(request);
            assertTrue(
                    reply instanceof Reply.Refused refused
                            && refused.reason() == Reply.Reason.OLD_ATTEMPT,
                    reply.toString());
        }
    }

    @Test
    void ofTwoAttemptsOfAWorkerTheLaterCountsAlone() throws Exception {
        FaultFile.order(site.faults(), FaultFile.HELD, CLOCK);
        FaultFile.order(site.faults(), FaultFile.SEEN, CLOCK + 1);
        Future<Logistic.Fitted> fit = fit();
        var twin = new Twin(FaultFile.heldWorker(site.faults()));
        twin.attempt = twin.next(Call.Opened.class).attempt();
        var join = new Request.Join(twin.worker, twin.attempt);
        var joined = (Reply.Joined) twin.ask(join);
        assertEquals(CLOCK - 1, joined.lastClock());
        assertEquals(new Reply.Staged(CLOCK), twin.ask(twin.wrong(CLOCK)));
        FaultFile.free(site.faults());
        // Clock 8 begins when all have committed clock 7: the third attempt, which is Spark's, has.
        FaultFile.awaitMet(site.faults(), FaultFile.SEEN, CLOCK + 1);
        twin.refused(twin.commit(CLOCK));
        twin.refused(twin.wrong(CLOCK + 1));
        twin.refused(twin.commit(CLOCK + 1));
        twin.refused(join);
        site.checkBits(fit.get(SECONDS_MAX, TimeUnit.SECONDS));
    }

    /** Tasks that have ended well, by stage. */
    private static final class Ended extends SparkListener {
        private final TreeMap<Integer, Integer> tasks = new TreeMap<>();

        @Override
        public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
            if (end.taskInfo().successful()) {
                tasks.merge(end.stageId(), 1, Integer::sum);
            }
        }

        private synchronized int count(int stage) {
            return tasks.getOrDefault(stage, 0);
        }

        private synchronized int last() {
            return tasks.isEmpty() ? -1 : tasks.lastKey();
        }
    }

    @Test
    void anExecutorThatIsLostWhenAllIsTrainedChangesNoBit() throws Exception {
        var ended = new Ended();
        SparkSession.active().sparkContext().addSparkListener(ended);
        FaultFile.order(site.faults(), FaultFile.HELD, FaultFile.END);
        Future<Logistic.Fitted> fit = fit();
        FaultFile.heldWorker(site.faults());
        // The other region's tasks end meanwhile, and what they give is with the driver.
        int survey = ended.last();
        FaultFile.await(
                "the other region's tasks end",
                () ->
                        ended.last() > survey && ended.count(ended.last()) > 1
                                || ended.count(survey) > 4);
        FaultFile.free(site.faults());
        site.checkBits(fit.get(SECONDS_MAX, TimeUnit.SECONDS));
        assertTrue(ended.last() > survey + 1, "the stage was begun again: " + ended.tasks);
        SparkSession.active().sparkContext().removeSparkListener(ended);
    }
}
