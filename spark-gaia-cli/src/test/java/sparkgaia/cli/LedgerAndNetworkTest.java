package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sparkgaia.core.Job;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.train.WorkerLoop;
import sparkgaia.train.exact.LedgerTrainer;
import sparkgaia.wire.JobDescription;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two sidecars as processes with TLS and a counting proxy between them: what the ledger says, what the page says and
 * what the network sees of one job, and that everything the page lists is there.
 */
@Tag("slow")
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerAndNetworkTest {
    private static final LedgerTrainer TRAINER = new LedgerTrainer(4_000, 33, 600);
    private static final int CLOCKS = 20;
    private static final Pattern EGRESS =
            Pattern.compile(
                    "\"kind\":\"([a-z]+)\",\"job\":.*\"receiver\":\"([a-z]+)\".*\"bytes\":([0-9]+)");
    private static final Pattern METRIC = Pattern.compile("`(gaia_[a-z_]+)");

    private Path kits;

    @BeforeAll
    void makeKits(@TempDir Path folder) {
        kits = folder.resolve("kits");
        Answer.to("keys", "init", kits.toString(), "--regions", "eu,us").isDone();
    }

    private static JobDescription job(String model) {
        Job job =
                Job.of(List.of("eu", "us"), TRAINER.tables())
                        .workers(2)
                        .partitions(2)
                        .model(model.equals("bsp") ? SyncModel.bsp() : SyncModel.gaia(0.5, 4, 4, 2))
                        .maxClock(CLOCKS)
                        .metrics(TRAINER.metrics().size())
                        .build();
        return new JobDescription("network " + model, job, new TreeMap<>());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bsp", "gaia"})
    void theLedgerThePageAndTheNetworkAgree(String model, @TempDir Path folder) throws Exception {
        try (var sites = new Sites(folder, kits, "eu", "us");
                var proxy = new CountingProxy(sites.peersAddress("us"))) {
            sites.detour("us", proxy.port());
            sites.also("gaia.peer.REGION.bandwidth = 200 kB/s");
            sites.also("gaia.peer.REGION.rateCap = 200 kB/s");
            sites.start();
            JobDescription description = job(model);
            for (Future<Sites.Result> worker :
                    sites.begin(description, TRAINER, LedgerAndNetworkTest::compute)) {
                worker.get(120, TimeUnit.SECONDS).checkExact(description.job(), TRAINER, CLOCKS);
            }
            for (String region : List.of("eu", "us")) {
                Sites.await(region + " has freed the job", () -> isFree(sites, region));
            }
            Map<String, Double> eu = sites.figures("eu");
            Map<String, Double> us = sites.figures("us");
            checkPage(us);
            Answer doctor = Answer.to("doctor", "--config", sites.config("eu").toString());
            assertTrue(
                    doctor.out().contains("  ok       link to us       connected, round trip "),
                    doctor.out());
            long there = proxy.there();
            long back = proxy.back();
            sites.stop();
            compare(model, "eu", "us", sites.data("eu"), eu, there);
            compare(model, "us", "eu", sites.data("us"), us, back);
            Answer.to(
                            "audit",
                            sites.data("eu").resolve("ledger").toString(),
                            sites.data("us").resolve("ledger").toString(),
                            "--keys",
                            kits.resolve("eu").resolve("public").toString())
                    .isDone();
        }
    }

    /** A clock takes a tenth of a second: so there is a budget, and what is beyond it waits or goes coarsely. */
    private static void compute(WorkerLoop<?, ?> loop, Runnable computing)
            throws InterruptedException {
        Thread.sleep(100);
        computing.run();
    }

    private static boolean isFree(Sites sites, String region) {
        Map<String, Double> figures = sites.figures(region);
        return figures.entrySet().stream()
                .noneMatch(
                        each ->
                                each.getKey().startsWith("gaia_job_clock{")
                                        || each.getKey().startsWith("gaia_peer_unacknowledged_")
                                                && each.getValue() > 0);
    }

    /** What a ledger says has left to a region: bytes of values, and all others. */
    private record Left(long data, long others, int records) {
        static Left of(Path data, String receiver) throws IOException {
            long values = 0;
            long others = 0;
            int records = 0;
            for (String line :
                    Files.readAllLines(data.resolve("ledger").resolve("ledger-000001.jsonl"))) {
                Matcher egress = EGRESS.matcher(line);
                if (egress.find() && egress.group(2).equals(receiver)) {
                    long bytes = Long.parseLong(egress.group(3));
                    boolean isData = List.of("batch", "census").contains(egress.group(1));
                    values += isData ? bytes : 0;
                    others += isData ? 0 : bytes;
                    records++;
                }
            }
            return new Left(values, others, records);
        }
    }

    private static void compare(
            String model, String from, String to, Path data, Map<String, Double> figures, long seen)
            throws IOException {
        Left left = Left.of(data, to);
        assertEquals(sent(figures, "data", to), left.data(), "values that left " + from);
        assertEquals(sent(figures, "control", to), left.others(), "the rest that left " + from);
        long said = left.data() + left.others();
        System.out.printf(
                "%s %s->%s: ledger %,d data + %,d control in %,d records, network %,d (%+.1f %%)%n",
                model,
                from,
                to,
                left.data(),
                left.others(),
                left.records(),
                seen,
                100.0 * (seen - said) / said);
        assertTrue(left.data() > 100_000, "there is something to compare: " + left);
        assertTrue(seen >= said, "nothing that the ledger has did not leave");
        assertTrue(seen <= 1.2 * said, "the network saw " + seen + ", the ledger says " + said);
    }

    private static long sent(Map<String, Double> figures, String lane, String to) {
        return figures.get(
                        "gaia_peer_bytes_total{direction=\"sent\",lane=\""
                                + lane
                                + "\",peer=\""
                                + to
                                + "\"}")
                .longValue();
    }

    /** Every metric of docs/operating.md is there, and where something happened it is not zero. */
    private static void checkPage(Map<String, Double> figures) throws IOException {
        var sums = new TreeMap<String, Double>();
        figures.forEach(
                (name, value) -> sums.merge(name.replaceAll("\\{.*", ""), value, Double::sum));
        var listed = new TreeSet<String>();
        Files.readAllLines(Path.of("../docs/operating.md")).stream()
                .filter(line -> line.startsWith("| `gaia_") && line.contains("|"))
                .map(line -> line.split("\\|")[1])
                .forEach(
                        cell ->
                                METRIC.matcher(cell)
                                        .results()
                                        .forEach(found -> listed.add(found.group(1))));
        assertTrue(listed.size() > 25, listed.toString());
        var quiet =
                new TreeSet<>(
                        List.of(
                                "gaia_peer_queued_bytes",
                                "gaia_peer_unacknowledged_bytes",
                                "gaia_peer_out_of_budget",
                                "gaia_peer_clock_ahead_seconds",
                                "gaia_refusals_total",
                                "gaia_jobs",
                                "gaia_job_clock",
                                "gaia_barred_pulls_total",
                                "gaia_gc_seconds_total"));
        for (String name : listed) {
            Double value = sums.getOrDefault(name, sums.get(name + "_count"));
            if (quiet.contains(name)) {
                continue;
            }
            assertTrue(value != null && value > 0, name + " is " + value);
        }
        assertEquals(1.0, figures.get("gaia_peer_connected{peer=\"eu\"}"));
        assertEquals(1.0, figures.get("gaia_peer_sessions_total{peer=\"eu\"}"));
        assertEquals(2.0, figures.get("gaia_connections{side=\"peers\"}"), "two lanes");
        assertEquals(0.0, figures.get("gaia_connections{side=\"workers\"}"));
        assertEquals(2.0, figures.get("gaia_connects_total{side=\"peers\"}"));
        assertEquals(2.0, figures.get("gaia_connects_total{side=\"workers\"}"));
        assertEquals(0.0, figures.get("gaia_peer_unacknowledged_bytes{peer=\"eu\"}"));
        assertEquals(0.0, sums.get("gaia_peer_out_of_budget"));
    }
}
