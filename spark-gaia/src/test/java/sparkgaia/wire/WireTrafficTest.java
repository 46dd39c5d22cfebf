package sparkgaia.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;

import org.junit.jupiter.api.Test;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.Region;
import sparkgaia.core.message.Frame;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.sync.RowChoice;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.lab.Cases;
import sparkgaia.lab.Machines;
import sparkgaia.lab.Observer;
import sparkgaia.lab.Outcome;
import sparkgaia.lab.Run;
import sparkgaia.lab.Scenario;
import sparkgaia.lab.swarm.SwarmSeed;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.exact.CountsTrainer;
import sparkgaia.train.mf.MfSettings;
import sparkgaia.train.mf.MfTrainer;
import sparkgaia.train.mf.PlantedRatings;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Real traffic: all that regions say in whole jobs is written, read back, and held against what the core charges. */
class WireTrafficTest {
    private static final int REGIONS = 3;
    private static final int WORKERS = 6;
    private static final int RANK = 32;
    private static final int ZSTD_LEVEL = 3;
    private static final int SWARM_SEEDS = 100;

    /** All but the rarest. */
    private static final int KINDS_MIN = 14;

    private static final Path DOCS = Path.of("../docs/wire.md");
    private static final String BEGIN = "<!-- sizes: by WireTrafficTest -->\n";
    private static final String END = "<!-- end of sizes -->\n";

    /** Writes every frame of a run. */
    private static final class Books implements Observer {
        private final FrameWriter writer;
        private final FrameReader reader;
        private final WorkerWriter workers = new WorkerWriter();
        private final WorkerReader worker;
        private final TreeSet<Kind> kinds = new TreeSet<>();
        private long rows;
        private long cells;
        private long compressed;
        private final Declared declared;
        private long charged;
        private long written;
        private long controlCharged;
        private long controlWritten;

        Books(Job job) {
            declared = Declared.of(job);
            writer = new FrameWriter(declared, 1);
            reader = new FrameReader(declared, 1);
            worker = new WorkerReader(declared);
        }

        @Override
        public void before(long nanos, int region, int partition, Region state, Event event) {
            if (event instanceof Event.WorkerAsked asked) {
                byte[] bytes = bytes(workers.write(new Asked(partition, asked.request())));
                checkWhole(() -> bytes(workers.write(worker.asked(bytes))), bytes);
            }
        }

        @Override
        public void carriedOut(long nanos, int region, int partition, Effect effect) {
            if (effect instanceof Effect.Answer answer) {
                var answered =
                        new Answered(partition, answer.worker(), answer.attempt(), answer.reply());
                byte[] bytes = bytes(workers.write(answered));
                checkWhole(() -> bytes(workers.write(worker.answered(bytes))), bytes);
            }
            if (!(effect instanceof Effect.Send send)) {
                return;
            }
            var frame =
                    new Frame(
                            region,
                            send.peer(),
                            partition,
                            send.version(),
                            send.session(),
                            send.message());
            byte[] bytes = writer.write(frame);
            checkWhole(() -> writer.write(reader.read(bytes)), bytes);
            kinds.add(Kind.of(send.message()));
            count(send.message(), partition, bytes.length);
        }

        private static byte[] bytes(ByteBuffer written) {
            byte[] bytes = new byte[written.remaining()];
            written.get(bytes);
            return bytes;
        }

        private interface Again {
            byte[] written() throws BadFrame;
        }

        private static void checkWhole(Again again, byte[] bytes) {
            try {
                assertArrayEquals(bytes, again.written());
            } catch (BadFrame flaw) {
                throw new AssertionError("what was written", flaw);
            }
        }

        private void count(Message message, int partition, int bytes) {
            if (message instanceof Batch batch) {
                assertTrue(bytes <= batch.size(), bytes + " bytes for " + batch.size());
                rows += batch.rows().size();
                for (int[] row : batch.rows().cells()) {
                    cells += row.length;
                }
                compressed += compressed(batch.rows(), declared.space(partition));
                charged += batch.size();
                written += bytes;
            } else {
                controlCharged += message.bytes();
                controlWritten += bytes;
            }
        }

        /** What Zstandard makes of the numbers that these rows stand for, and nothing else. */
        private static int compressed(Rows rows, RowSpace space) {
            var floats = new ByteArrayOutputStream();
            for (int i = 0; i < rows.size(); i++) {
                int[] row = rows.cells()[i];
                var buffer = ByteBuffer.allocate(Float.BYTES * row.length);
                for (int cell : row) {
                    buffer.putFloat(Math.scalb((float) cell, -space.spec(rows.ids()[i]).scale()));
                }
                floats.writeBytes(buffer.array());
            }
            return Zstd.compress(floats.toByteArray(), ZSTD_LEVEL).length;
        }

        /** Bytes a row: as floats, as charged, as written. */
        String line(String what) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %.1f | %.1f | %.1f | %.1f | %d | %d |%n",
                    what,
                    rows,
                    4.0 * cells / rows,
                    (double) compressed / rows,
                    (double) charged / rows,
                    (double) written / rows,
                    controlCharged,
                    controlWritten);
        }
    }

    private static Books factors(SyncModel model) {
        var planted = new PlantedRatings(120, 200, 0.1, true);
        var settings =
                MfSettings.of(120, 200, RANK)
                        .withRegularization(0.01, true)
                        .withSteps(0.1, 0.02, 1e9)
                        .withEpochs(4, 3);
        var trainer = new MfTrainer(settings);
        Job job =
                Cases.job(trainer, model, REGIONS, Cases.mesh(REGIONS, 2))
                        .workers(WORKERS / REGIONS)
                        .maxClock(settings.clocks())
                        .build();
        var scenario =
                Scenario.of(job, Wan.uniform(REGIONS, 2, 20), trainer, planted.training(WORKERS));
        return played(scenario);
    }

    private static Books counts(SyncModel model) {
        var trainer = new CountsTrainer(400, 32, 2);
        Job job =
                Cases.job(trainer, model, REGIONS, Cases.stars(REGIONS, 2))
                        .workers(WORKERS / REGIONS)
                        .maxClock(8)
                        .build();
        var shards = new ArrayList<List<Integer>>();
        for (int worker = 0; worker < WORKERS; worker++) {
            shards.add(trainer.records(1, worker, 3000));
        }
        return played(Scenario.of(job, Wan.uniform(REGIONS, 1, 20), trainer, shards));
    }

    private static Books played(Scenario<?, ?> scenario) {
        var books = new Books(scenario.job());
        scenario.machines(Machines.of(Cases.MILLIS).withStraggling(0.5, 7))
                .saveEvery(3)
                .waitForAll()
                .deadline(50_000 * Cases.SECOND)
                .eventsMax(5_000_000);
        Outcome outcome = new Run(scenario).watch(books).play();
        assertNull(outcome.failure(), () -> outcome.failure() + " " + outcome.trace());
        assertTrue(books.rows > 100, "there was something to write");
        return books;
    }

    @Test
    void noBatchTakesMoreThanItWasChargedAndTheDocsSayWhatRowsTake() throws IOException {
        var table =
                new StringBuilder(
                        "| job, model | rows | raw floats | of them Zstandard | charged | written | control: charged | control: written |\n"
                                + "|---|---|---|---|---|---|---|---|\n");
        table.append(factors(SyncModel.bsp()).line("factors, BSP: full"));
        table.append(factors(SyncModel.gaia(1, 32, 3, 1)).line("factors, Gaia, 32 bits: full"));
        table.append(factors(SyncModel.gaia(1, 8, 3, 1)).line("factors, Gaia, 8 bits"));
        table.append(factors(SyncModel.gaia(1, 4, 3, 1)).line("factors, Gaia, 4 bits"));
        table.append(factors(SyncModel.localSgd(4)).line("factors, rounds of 4 bits"));
        table.append(
                factors(SyncModel.paper(new RowChoice.SignificantCells(0.1), 1))
                        .line("factors, significant cells"));
        table.append(counts(SyncModel.bsp()).line("counts, BSP: full"));
        table.append(counts(SyncModel.gaiaCounts(1, 1, 4, 1)).line("counts, significant ones"));
        String docs = Files.readString(DOCS);
        int from = docs.indexOf(BEGIN) + BEGIN.length();
        int to = docs.indexOf(END);
        assertTrue(from >= BEGIN.length() && from <= to, "the docs have a place for the table");
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(DOCS, docs.substring(0, from) + table + docs.substring(to));
        } else {
            assertEquals(
                    docs.substring(from, to),
                    table.toString(),
                    "if this is right: -Dgolden.rewrite=true, and read");
        }
    }

    /** Crashes, views, newcomers, topologies, failures: whatever the core says there has its bytes. */
    @Test
    void allThatIsSaidInTheSwarmCanBeWritten() {
        var kinds = new TreeSet<Kind>();
        for (long seed = 1; seed <= SWARM_SEEDS; seed++) {
            Scenario<?, ?> scenario = new SwarmSeed(seed).scenario();
            var books = new Books(scenario.job());
            Outcome outcome = new Run(scenario).watch(books).play();
            assertNull(outcome.trace(), "seed " + seed);
            kinds.addAll(books.kinds);
        }
        assertTrue(kinds.size() >= KINDS_MIN, "met are " + kinds);
    }
}
