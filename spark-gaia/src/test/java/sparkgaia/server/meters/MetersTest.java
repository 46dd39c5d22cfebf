package sparkgaia.server.meters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.core.message.Message.Lane;
import sparkgaia.core.sync.Wait;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

class MetersTest {
    private enum State {
        RUNNING
    }

    private final Meters meters = new Meters(List.of("virginia"));

    private List<String> page() {
        var body = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(body, meters.registry().scrape());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return body.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private void shows(String line) {
        assertTrue(
                page().contains(line), () -> line + " is not among\n" + String.join("\n", page()));
    }

    private long lines(String prefix) {
        return page().stream().filter(line -> line.startsWith(prefix)).count();
    }

    @Test
    void everyCallShowsOnThePage(@TempDir Path folder) {
        PeerMeters peer = meters.peer("virginia");
        peer.sentFrame(Lane.DATA, 100);
        peer.sentFrame(Lane.DATA, 50);
        peer.receivedFrame(Lane.CONTROL, 7);
        peer.batchSealed(3);
        peer.batchApplied(4);
        peer.unacknowledged(99);
        meters.connectionOpened(Side.WORKERS);
        meters.connectionOpened(Side.WORKERS);
        meters.connectionClosed(Side.WORKERS);
        meters.refused(Side.PEERS, Wait.MIRROR);
        meters.jobs(State.RUNNING, 2);
        meters.waited(Wait.BARRIER, 1_500_000_000L);
        meters.pullBarred();
        meters.written(4096);
        meters.synced(5_000_000);
        meters.watchLedger(() -> 1);
        meters.requestAnswered("pull", 2_000_000);
        meters.watchDisk(folder);
        shows("gaia_peer_bytes_total{direction=\"sent\",lane=\"data\",peer=\"virginia\"} 150.0");
        shows("gaia_peer_frames_total{direction=\"sent\",lane=\"data\",peer=\"virginia\"} 2.0");
        shows(
                "gaia_peer_bytes_total{direction=\"received\",lane=\"control\",peer=\"virginia\"} 7.0");
        shows("gaia_batches_total{peer=\"virginia\",what=\"sealed\"} 1.0");
        shows("gaia_batch_rows_total{peer=\"virginia\",what=\"applied\"} 4.0");
        shows("gaia_peer_unacknowledged_bytes{peer=\"virginia\"} 99.0");
        shows("gaia_connections{side=\"workers\"} 1.0");
        shows("gaia_connects_total{side=\"workers\"} 2.0");
        shows("gaia_refusals_total{reason=\"mirror\",side=\"peers\"} 1.0");
        shows("gaia_jobs{state=\"running\"} 2.0");
        shows("gaia_waits_total{cause=\"barrier\"} 1.0");
        shows("gaia_wait_seconds_total{cause=\"barrier\"} 1.5");
        shows("gaia_barred_pulls_total 1.0");
        shows("gaia_journal_bytes_total 4096.0");
        shows("gaia_journal_sync_seconds_count 1");
        shows("gaia_journal_sync_seconds_bucket{le=\"0.003\"} 0");
        shows("gaia_journal_sync_seconds_bucket{le=\"0.01\"} 1");
        shows("gaia_ledger_records_total 1.0");
        shows("gaia_worker_request_seconds_count{kind=\"pull\"} 1");
        assertEquals(1, lines("gaia_disk_free_bytes "));
        assertEquals(1, lines("gaia_memory_bytes{kind=\"heap\"}"));
        assertEquals(1, lines("gaia_memory_heap_max_bytes "));
    }

    @Test
    void jobsAreShownWhileTheyAreHosted() {
        JobMeters job = meters.job("ratings");
        job.clock(17);
        shows("gaia_job_clock{job=\"ratings\"} 17.0");
        job.close();
        assertEquals(0, lines("gaia_job_clock{"));
    }

    @Test
    void strangersCannotMakeThePageGrow() {
        for (int i = 0; i < 1000; i++) {
            meters.refused(Side.PEERS, "reason " + i);
            meters.requestAnswered("kind " + i, 1);
            meters.peer("region " + i).receivedFrame(Lane.DATA, 1);
            meters.job("job " + i).clock(i);
        }
        assertEquals(Meters.LABELS_MAX + 1, lines("gaia_refusals_total{"));
        assertEquals(Meters.LABELS_MAX + 1, lines("gaia_worker_request_seconds_count{"));
        assertEquals(Meters.JOBS_SHOWN_MAX + 1, lines("gaia_job_clock{"));
        shows(
                "gaia_refusals_total{reason=\"other\",side=\"peers\"} "
                        + (1000.0 - Meters.LABELS_MAX));
        shows("gaia_peer_bytes_total{direction=\"received\",lane=\"data\",peer=\"other\"} 1000.0");
    }

    @Test
    void aLongNameIsOther() {
        meters.refused(Side.WORKERS, "x".repeat(65));
        shows("gaia_refusals_total{reason=\"other\",side=\"workers\"} 1.0");
        assertFalse(page().stream().anyMatch(line -> line.contains("xxx")));
    }
}
