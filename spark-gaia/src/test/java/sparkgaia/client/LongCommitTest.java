package sparkgaia.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.core.Job;
import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;
import sparkgaia.wire.Call;
import sparkgaia.wire.Declared;
import sparkgaia.wire.JobDescription;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A commit of many frames goes to the journal while it comes, and is the same after a restart. */
class LongCommitTest {
    private static final int ROWS = 20_000;
    private static final int WIDTH = 50;
    private static final Rows DELTA =
            new Rows(
                    IntStream.range(0, ROWS).toArray(),
                    IntStream.range(0, ROWS)
                            .mapToObj(row -> IntStream.range(1, WIDTH + 1).map(c -> row * 31 + c))
                            .map(IntStream::toArray)
                            .toArray(int[][]::new));

    @TempDir private Path folder;

    /** A worker that hears everything in one queue. */
    private static final class Voice implements SidecarLine.Ear, AutoCloseable {
        private final LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        private final SidecarLine line;

        Voice(SidecarLine.Sidecar sidecar, JobDescription description, int attempt)
                throws InterruptedException {
            line = sidecar.call(this);
            line.declare(Declared.of(description.job()));
            line.say(new Call.Open("run", 0, attempt, description.text()));
            next(Call.Opened.class);
        }

        <T> T next(Class<T> type) throws InterruptedException {
            Object next = heard.poll(20, TimeUnit.SECONDS);
            while (next instanceof Call.Welcome || next instanceof Call.Waiting) {
                next = heard.poll(20, TimeUnit.SECONDS);
            }
            assertNotNull(next, "nothing was heard");
            return assertInstanceOf(type, next);
        }

        @Override
        public void heard(Call.OfWorkers call) {
            heard.add(call);
        }

        @Override
        public void answered(int partition, int worker, int attempt, Reply reply) {
            heard.add(reply);
        }

        @Override
        public void lost(String why) {
            heard.add(why);
        }

        @Override
        public void close() {
            line.close();
        }
    }

    @Test
    void isStagedWholeAfterARestart() throws Exception {
        Job job =
                Job.of(List.of("eu"), List.of(TableSpec.sum("t", ROWS, WIDTH, 20)))
                        .model(SyncModel.bsp())
                        .maxClock(9)
                        .build();
        var description = new JobDescription("long", job, new TreeMap<>());
        try (var fleet = new Fleet(folder, "gaia.job.lease = 60s", "eu")) {
            try (var voice = new Voice(fleet.remote("eu"), description, 0)) {
                voice.line.ask(0, new Request.Join(0, 0));
                voice.next(Reply.Joined.class);
                voice.line.ask(0, new Request.Stage(0, 0, 0, 0, DELTA));
                assertEquals(0, voice.next(Reply.Staged.class).clock());
            }
            fleet.stop("eu");
            fleet.start("eu");
            try (var voice = new Voice(fleet.remote("eu"), description, 0)) {
                voice.line.ask(0, new Request.Commit(0, 0, 0, new long[0], new byte[0], null));
                assertEquals(0, voice.next(Reply.Committed.class).clock());
                int from = 0;
                while (from < ROWS) {
                    voice.line.say(new Call.Read(0, from, ROWS - from));
                    Rows rows = voice.next(Call.Values.class).rows();
                    for (int i = 0; i < rows.size(); i++) {
                        assertArrayEquals(DELTA.cells()[from + i], rows.cells()[i]);
                    }
                    from += rows.size();
                }
                assertEquals(ROWS, from);
            }
        }
    }
}
