package sparkgaia.server.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.core.Record;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.TableSpec;
import sparkgaia.wire.Declared;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What is appended is there again; what is not this journal's is refused by name. */
class JournalTest {
    private static final int LARGE = 1 << 20;

    @TempDir Path folder;

    private List<String> files() throws IOException {
        return new RealStorage().list(folder.resolve("p1"));
    }

    @Test
    void whatWasAppendedIsReplayedInOrder() throws Exception {
        List<String> expected;
        try (var desk = new Desk(folder)) {
            assertEquals(0, desk.recovered.records());
            for (int i = 0; i < 200; i++) {
                desk.append(i % 17);
            }
            desk.awaitDurable();
            assertEquals(200, desk.journal.durable());
            assertTrue(desk.disk.syncs() < 200, "a sync serves whatever waits");
            expected = desk.lines();
        }
        try (var desk = new Desk(folder)) {
            assertEquals(expected, desk.lines());
            assertEquals(200, desk.recovered.records());
            assertEquals(0, desk.recovered.cutBytes());
            desk.append(3);
            desk.awaitDurable();
            expected = desk.lines();
        }
        try (var desk = new Desk(folder)) {
            assertEquals(expected, desk.lines());
        }
    }

    @Test
    void recordsOfAnySizeComeBack() throws Exception {
        List<String> expected;
        try (var desk = new Desk(folder)) {
            for (int bytes : new int[] {1 << 20, 0, 512 << 10, 5 << 20, 1, 500_000, 30_000}) {
                desk.appendLarge(bytes);
                desk.append(7);
            }
            desk.awaitDurable();
            desk.snapshot();
            desk.append(8);
            desk.await(() -> !desk.journal.isSnapshotting());
            expected = desk.lines();
        }
        assertEquals(List.of("2.journal"), files());
        try (var desk = new Desk(folder)) {
            assertEquals(expected, desk.lines());
        }
    }

    @Test
    void whatCameInPiecesIsOneRecordThereWhereItsLastOneIs() throws Exception {
        List<String> expected;
        try (var desk = new Desk(folder)) {
            Desk.Begun one = desk.begin(1, 200);
            desk.append(3);
            Desk.Begun two = desk.begin(2, 100);
            desk.end(one);
            desk.append(4);
            desk.end(two);
            desk.end(desk.begin(2, 50));
            desk.begin(1, 250);
            desk.awaitDurable();
            assertEquals(5, desk.journal.durable(), "a record that is not whole is none");
            expected = desk.lines();
        }
        try (var desk = new Desk(folder)) {
            assertEquals(expected, desk.lines());
            assertEquals(5, desk.recovered.records());
            desk.end(desk.begin(1, 7));
            desk.awaitDurable();
            expected = desk.lines();
        }
        try (var desk = new Desk(folder)) {
            assertEquals(expected, desk.lines());
        }
    }

    @Test
    void piecesThatCameBeforeASnapshotAreInIt() throws Exception {
        List<String> expected;
        try (var desk = new Desk(folder)) {
            Desk.Begun begun = desk.begin(1, 200);
            Desk.Begun never = desk.begin(2, 200);
            desk.snapshot();
            Desk.Begun late = desk.begin(3, 100);
            desk.await(() -> !desk.journal.isSnapshotting());
            desk.journal.forget(never.pieces());
            desk.end(begun);
            desk.end(late);
            desk.awaitDurable();
            expected = desk.lines();
        }
        assertEquals(List.of("2.journal"), files());
        try (var desk = new Desk(folder)) {
            assertEquals(expected, desk.lines());
            assertEquals(2, desk.recovered.records());
        }
    }

    @Test
    void aRecordWhoseKeyAnotherOneHasTakenIsWrittenWhole() throws Exception {
        List<String> expected;
        try (var desk = new Desk(folder)) {
            Desk.Begun first = desk.begin(1, 200);
            Desk.Begun second = desk.begin(1, 100);
            desk.journal.ahead(first.pieces(), first.last());
            desk.end(first);
            desk.end(second);
            desk.awaitDurable();
            expected = desk.lines();
        }
        try (var desk = new Desk(folder)) {
            assertEquals(expected, desk.lines());
        }
    }

    @Test
    void aSnapshotBeginsANewFileAndTheOldOneGoes() throws Exception {
        List<String> expected;
        try (var desk = new Desk(folder)) {
            for (int round = 0; round < 3; round++) {
                desk.append(5);
                desk.append(6);
                desk.snapshot();
                desk.append(7);
                assertThrows(IllegalStateException.class, desk::snapshot, "one at a time");
                desk.await(() -> !desk.journal.isSnapshotting());
                assertTrue(Files.exists(folder.resolve("p1/" + (round + 2) + ".journal")));
                desk.append(8);
                desk.awaitDurable();
            }
            expected = desk.lines();
        }
        assertEquals(List.of("4.journal"), files());
        try (var desk = new Desk(folder)) {
            assertEquals(expected, desk.lines());
            assertEquals(12, desk.recovered.records(), "each once");
        }
    }

    @Test
    void recordsAreDurableWhileASnapshotIsSynced() throws Exception {
        var isHeld = new CountDownLatch(1);
        var storage = new SlowSnapshots(isHeld);
        List<String> expected;
        try (var desk = new Desk(storage, folder)) {
            desk.append(5);
            desk.snapshot();
            for (int i = 0; i < 20; i++) {
                desk.append(i);
                desk.awaitDurable();
            }
            assertTrue(desk.journal.isSnapshotting());
            assertEquals(List.of("1.journal", "2.part"), files());
            isHeld.countDown();
            desk.await(() -> !desk.journal.isSnapshotting());
            desk.append(3);
            desk.awaitDurable();
            expected = desk.lines();
        }
        try (var desk = new Desk(folder)) {
            assertEquals(expected, desk.lines());
        }
    }

    @Test
    void itWantsASnapshotOnceItHasGrown() throws Exception {
        try (var desk = new Desk(folder)) {
            long bytes = 0;
            while (bytes < Journal.SNAPSHOT_GROWTH_MIN - (1 << 20)) {
                desk.appendLarge(LARGE);
                bytes += LARGE;
                desk.awaitDurable();
            }
            assertFalse(desk.journal.wantsSnapshot());
            for (int i = 0; i < 2; i++) {
                desk.appendLarge(LARGE);
                desk.awaitDurable();
            }
            assertTrue(desk.journal.wantsSnapshot());
            desk.snapshot();
            assertFalse(desk.journal.wantsSnapshot());
            desk.await(() -> !desk.journal.isSnapshotting());
            assertFalse(desk.journal.wantsSnapshot(), "the snapshot itself is no growth");
        }
    }

    @Test
    void aDiskThatDoesNotKeepUpIsAFailureByName() throws Exception {
        var isHeld = new CountDownLatch(1);
        try (var desk = new Desk(folder)) {
            desk.disk.turn(() -> await(isHeld));
            long perRecord = 4L * Desk.WIDTH;
            for (long waits = 0;
                    waits <= Journal.WAITING_BYTES_MAX + perRecord;
                    waits += perRecord) {
                desk.append(Desk.WIDTH);
            }
            assertTrue(desk.journal.waitingBytes() <= Journal.WAITING_BYTES_MAX + 2 * perRecord);
            isHeld.countDown();
            desk.await(() -> false);
            assertEquals(1, desk.failures.size());
            assertTrue(desk.failures.get(0).contains("it does not keep up"));
        }
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private BadJournal.Reason refusal(JournalName name) throws Exception {
        try (Disk disk = Disk.open(folder, Disk.Watch.NOBODY)) {
            var refusal =
                    assertThrows(
                            BadJournal.class,
                            () ->
                                    Journal.open(
                                            disk,
                                            folder.resolve("p1"),
                                            name,
                                            Desk.DECLARED,
                                            Runnable::run,
                                            null));
            assertTrue(refusal.getMessage().contains("1.journal"));
            return refusal.reason();
        }
    }

    @Test
    void anotherRegionJobOrPartitionIsRefused() throws Exception {
        new Desk(folder).close();
        assertEquals(BadJournal.Reason.REGION, refusal(new JournalName("Virginia", "mf-7", 1)));
        assertEquals(BadJournal.Reason.JOB, refusal(new JournalName("Frankfurt", "mf-8", 1)));
        assertEquals(BadJournal.Reason.PARTITION, refusal(new JournalName("Frankfurt", "mf-7", 0)));
        Files.move(folder.resolve("p1/1.journal"), folder.resolve("p1/3.journal"));
        var refusal = assertThrows(BadJournal.class, () -> new Desk(folder));
        assertEquals(BadJournal.Reason.HEADER, refusal.reason());
        assertTrue(refusal.getMessage().endsWith("give it its old name back"));
    }

    @Test
    void aRecordOfAnotherJobsShapeIsRefused() throws Exception {
        try (var desk = new Desk(folder)) {
            desk.append(4);
        }
        var other = new Declared(3, List.of(Desk.DECLARED.spaces().get(0), small()));
        try (Disk disk = Disk.open(folder, Disk.Watch.NOBODY);
                var journal =
                        Journal.open(
                                disk,
                                folder.resolve("p1"),
                                Desk.NAME,
                                other,
                                Runnable::run,
                                null)) {
            var refusal = assertThrows(BadJournal.class, () -> journal.replay(record -> {}));
            assertEquals(BadJournal.Reason.RECORD, refusal.reason());
        }
    }

    private static RowSpace small() {
        return new RowSpace(List.of(TableSpec.sum("t", 4, 2, 20)), 0, 1);
    }

    @Test
    void whatWaitsAtTheEndStillGoesToTheDisk() throws Exception {
        var expected = new ArrayList<Record>();
        try (var desk = new Desk(folder)) {
            for (int i = 0; i < 50; i++) {
                desk.append(i);
            }
            desk.snapshot();
            desk.append(1);
            expected.addAll(desk.state);
        }
        try (var desk = new Desk(folder)) {
            assertEquals(Desk.lines(expected), desk.lines());
        }
    }
}
