package sparkgaia.server.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.Seeds;
import sparkgaia.server.journal.FaultyStorage.Fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** T14: whatever fails and when, nothing that is not on the disk is said to be, and what was said is there afterwards. */
@Tag("slow")
class JournalFaultsTest {
    @TempDir Path temporary;

    /** What happened to a journal. */
    private record Story(List<String> state, int durable, String failure) {}

    /** Appends one by one and in bursts, with snapshots between; ends early if the disk fails. */
    private static Story played(Storage storage, Path folder) throws BadJournal, IOException {
        Desk desk;
        try {
            desk = new Desk(storage, folder);
        } catch (IOException e) {
            return new Story(List.of(), 0, e.getMessage());
        }
        for (int step = 0; step < 24 && !desk.hasFailed(); step++) {
            Desk.Begun begun = desk.begin(step % 2, 10 * step);
            for (int burst = 0; burst <= step % 3; burst++) {
                desk.append(10 * step);
            }
            if (step % 7 == 3) {
                desk.snapshot();
                desk.append(2);
                if (step % 2 == 0) {
                    desk.end(begun);
                }
                desk.await(() -> !desk.journal.isSnapshotting());
            } else if (step % 5 != 2) {
                desk.end(begun);
            }
            desk.awaitDurable();
        }
        desk.close();
        assertTrue(desk.failures.size() <= 1, "said once");
        String failure = desk.hasFailed() ? desk.failures.get(0) : null;
        return new Story(desk.lines(), desk.durable(), failure);
    }

    private static Desk opened(Path folder) throws BadJournal, IOException {
        return new Desk(FaultyStorage.faultless(folder.resolve("p1")), folder);
    }

    /** Starts again: what was durable is there, what else is there was appended; and it goes on. */
    private static void recovered(Path folder, Story story, int operation) throws Exception {
        List<String> lines;
        try (var desk = opened(folder)) {
            lines = desk.lines();
            assertTrue(
                    lines.size() >= story.durable,
                    operation + ": " + lines.size() + " records of " + story.durable);
            assertTrue(lines.size() <= story.state.size(), "no more than were appended");
            assertEquals(story.state.subList(0, lines.size()), lines);
            desk.append(77);
            desk.snapshot();
            desk.append(78);
            desk.await(() -> !desk.journal.isSnapshotting());
            desk.awaitDurable();
            assertFalse(desk.hasFailed());
            lines = desk.lines();
        }
        try (var desk = opened(folder)) {
            assertEquals(lines, desk.lines());
            assertEquals(0, desk.recovered.cutBytes());
        }
    }

    private Path empty() throws IOException {
        Path folder = temporary.resolve("d");
        if (Files.exists(folder)) {
            try (var all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return folder;
    }

    @TestFactory
    Stream<DynamicTest> everyOperationFailsOnce() {
        return Stream.of(Fault.FULL, Fault.PART, Fault.ERROR, Fault.PASSING)
                .map(
                        fault ->
                                DynamicTest.dynamicTest(
                                        "restart after " + fault, () -> everywhere(fault, null)));
    }

    @TestFactory
    Stream<DynamicTest> everyOperationFailsOnceAndThenThePowerIsCut() {
        return Stream.of(Fault.FULL, Fault.PART, Fault.ERROR, Fault.PASSING)
                .map(
                        fault ->
                                DynamicTest.dynamicTest(
                                        "power cut after " + fault,
                                        () -> everywhere(fault, new Random(fault.ordinal()))));
    }

    private void everywhere(Fault fault, Random power) throws Exception {
        for (String kind :
                List.of("create", "write", "sync", "rename", "sync of the folder", "delete")) {
            int operation = 1;
            while (strikes(fault, kind, operation, power)) {
                operation++;
            }
            assertTrue(operation > 3, "of " + kind + " only " + (operation - 1));
        }
    }

    /** Whether there was such an operation. */
    private boolean strikes(Fault fault, String kind, int operation, Random power)
            throws Exception {
        Path folder = empty();
        var storage = new FaultyStorage(fault, kind, operation);
        Story story = played(storage, folder);
        if (power != null && Files.exists(folder.resolve("p1"))) {
            storage.cutPower(folder.resolve("p1"), power).apply();
        }
        recovered(folder, story, operation);
        if (story.failure == null) {
            // Or only what is done behind the last word of the disk has failed: a mark, a deletion.
            assertEquals(story.state.size(), story.durable);
        } else {
            boolean isFull = fault == Fault.FULL || fault == Fault.PART;
            String cause = isFull ? "No space left on device" : "Input/output error";
            assertTrue(story.failure.contains(cause), story.failure);
            assertTrue(
                    story.state.isEmpty() || story.failure.contains("start again"), story.failure);
        }
        return storage.struck() != null;
    }

    /** A sync fails, the process starts again on the same machine, and only then the power is cut. */
    @Test
    void whatAFailedSyncLeftInMemoryIsWrittenAgain() throws Exception {
        // The first one is of an empty journal, which then there is not.
        for (int operation = 2; ; operation++) {
            Path folder = empty();
            var failing = new FaultyStorage(Fault.ERROR, "sync", operation);
            Story first = played(failing, folder);
            if (failing.struck() == null) {
                assertTrue(operation > 20, operation + " syncs");
                return;
            }
            failing.mend();
            Story story;
            FaultyStorage.Cut cut;
            try (var desk = new Desk(failing, folder)) {
                assertTrue(desk.state.size() >= first.durable);
                // Others hear of what was replayed, so it has to stay, and what follows too.
                if (operation % 2 == 0) {
                    desk.append(5);
                    desk.awaitDurable();
                }
                story = new Story(desk.lines(), desk.state.size(), null);
                cut = failing.cutPower(folder.resolve("p1"), new Random(operation));
            }
            cut.apply();
            recovered(folder, story, operation);
        }
    }

    @Seeds(60)
    void thePowerIsCutAtAnyTime(Random random) throws Exception {
        Path folder = empty();
        for (int life = 0; life < 4; life++) {
            var storage = FaultyStorage.faultless(folder.resolve("p1"));
            var desk = new Desk(storage, folder);
            int steps = random.nextInt(12);
            for (int step = 0; step < steps; step++) {
                desk.append(random.nextInt(Desk.WIDTH));
                if (random.nextInt(4) == 0 && !desk.journal.isSnapshotting()) {
                    desk.snapshot();
                }
                if (random.nextInt(3) == 0) {
                    desk.awaitDurable();
                }
            }
            int durable = desk.durable();
            FaultyStorage.Cut cut = storage.cutPower(folder.resolve("p1"), random);
            desk.close();
            cut.apply();
            try (var again = opened(folder)) {
                int found = again.state.size();
                assertTrue(found >= durable, found + " of " + durable);
                assertEquals(desk.lines().subList(0, found), again.lines());
            }
        }
    }
}
