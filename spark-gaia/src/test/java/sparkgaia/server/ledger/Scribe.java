package sparkgaia.server.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** What tests of the ledger share: records, ledgers, lines, and a clock that is set by hand. */
final class Scribe {
    /** Signs only when it is opened and closed, so that what is written does not depend on time. */
    static final Ledger.Pace CALM = new Ledger.Pace(10, 3_600_000, 3_600_000, 64 << 20);

    static final Instant NOON = Instant.parse("2026-03-04T12:00:00.000001Z");

    private Scribe() {}

    /** A clock that stands until it is moved. */
    static final class HandClock extends Clock {
        private Instant now = NOON;

        synchronized void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public synchronized Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    static Egress batch(long seq, String receiver) {
        return batch(seq, receiver, 1_000 + seq, false);
    }

    static Egress batch(long seq, String receiver, long bytes, boolean isRepeat) {
        return new Egress(
                Egress.Kind.BATCH,
                "mf-1",
                receiver,
                0,
                1,
                seq,
                (int) seq,
                new TreeMap<>(Map.of("items", (int) (10 + seq), "biases", 3)),
                1,
                bytes,
                Hashes.sha256(("batch " + seq).getBytes(StandardCharsets.US_ASCII)),
                isRepeat);
    }

    static Ledger open(Path folder, String region) throws BadLedger, IOException {
        return open(folder, region, CALM);
    }

    static Ledger open(Path folder, String region, Ledger.Pace pace) throws BadLedger, IOException {
        TestKey key = TestKey.of(region);
        return Ledger.open(folder, region, key.key(), key.certificate(), new HandClock(), pace);
    }

    static Path file(Path folder, int number) {
        return LedgerFiles.path(folder, number);
    }

    static List<String> lines(Path folder) throws IOException {
        var lines = new ArrayList<String>();
        for (int number = 1; Files.exists(file(folder, number)); number++) {
            lines.addAll(Files.readAllLines(file(folder, number), StandardCharsets.US_ASCII));
        }
        return lines;
    }

    static List<String> kinds(Path folder) throws IOException {
        return lines(folder).stream()
                .map(line -> line.replaceFirst(".*\"kind\":\"", "").replaceFirst("\".*", ""))
                .toList();
    }

    /** Waits until it is so, at most ten seconds. */
    static void await(String what, BooleanSupplier isSo) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited 10 s: " + what);
            }
            Thread.onSpinWait();
        }
    }
}
