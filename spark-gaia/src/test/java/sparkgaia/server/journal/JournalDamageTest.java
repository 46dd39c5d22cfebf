package sparkgaia.server.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.core.Record;
import sparkgaia.server.journal.BadJournal.Reason;
import sparkgaia.wire.RecordReader;
import sparkgaia.wire.RecordWriter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** T14: bytes that are missing, changed or 0 are a torn end, which costs nothing that was durable, or damage by name. */
class JournalDamageTest {
    @TempDir Path folder;

    /** A snapshot of three records, three that were durable one by one, a write of three, and a mark. */
    private byte[] whole;

    private List<String> lines;
    private int snapshotEnd;
    private int lastWrite;

    @BeforeEach
    void write() throws Exception {
        try (var desk = new Desk(folder)) {
            for (int cells : new int[] {1, 40, 2}) {
                desk.append(cells);
            }
            desk.snapshot();
            desk.await(() -> !desk.journal.isSnapshotting());
            snapshotEnd = (int) Files.size(file());
            for (int cells : new int[] {3, 1, 50}) {
                desk.append(cells);
                desk.awaitDurable();
            }
        }
        lastWrite = (int) Files.size(file());
        try (var desk = new Desk(folder)) {
            for (int cells : new int[] {200, 2, 250}) {
                desk.append(cells);
            }
            desk.awaitDurable();
            lines = desk.lines();
        }
        whole = withMarksOnlyAtTheEnd(Files.readAllBytes(file()));
    }

    private Path file() {
        return folder.resolve("p1/2.journal");
    }

    /** However many syncs the last records took, here they took one. */
    private byte[] withMarksOnlyAtTheEnd(byte[] bytes) throws Exception {
        byte[] before = Arrays.copyOf(bytes, lastWrite);
        Files.write(file(), before);
        Header header;
        try (Storage.File file = new RealStorage().open(file())) {
            header = Header.read(file, file(), Desk.NAME, 2);
            var entries = new Entries(1 << 16);
            var writer = new RecordWriter(Desk.DECLARED, 1);
            int[] cells = {200, 2, 250};
            for (int i = 0; i < cells.length; i++) {
                entries.put(i, writer.write(Desk.record(6 + i, cells[i])));
            }
            try (var writing = new JournalFile(file, header, file(), lastWrite)) {
                writing.write(entries);
                writing.mark();
            }
        }
        return Files.readAllBytes(file());
    }

    private Desk opened(byte[] bytes) throws BadJournal, IOException {
        Files.write(file(), bytes);
        return new Desk(FaultyStorage.faultless(folder.resolve("p1")), folder);
    }

    /** As a start reads it, without the start: there are many bits. */
    private Scan scanned(byte[] bytes, List<Record> into) throws BadJournal, IOException {
        var file = new MemoryFile(bytes);
        Header header = Header.read(file, file(), Desk.NAME, 2);
        var scan = new Scan(file, file(), header);
        scan.read(new RecordReader(Desk.DECLARED, 1), into::add);
        return scan;
    }

    private BadJournal refusal(byte[] bytes) {
        BadJournal refusal = assertThrows(BadJournal.class, () -> opened(bytes).close());
        assertTrue(refusal.getMessage().startsWith("journal " + file()), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("; "), "what to do");
        return refusal;
    }

    /** It goes on with these first records, and is whole from then on. */
    private void goesOn(byte[] bytes, int records, int cutBytes) throws Exception {
        List<String> now;
        try (var desk = opened(bytes)) {
            assertEquals(lines.subList(0, records), desk.lines());
            assertEquals(cutBytes, desk.recovered.cutBytes());
            desk.append(9);
            desk.awaitDurable();
            now = desk.lines();
        }
        try (var desk = opened(Files.readAllBytes(file()))) {
            assertEquals(now, desk.lines());
            assertEquals(0, desk.recovered.cutBytes());
        }
    }

    @Test
    void theWholeIsWhole() throws Exception {
        assertEquals(9, lines.size());
        goesOn(whole, 9, 0);
        goesOn(withoutMark(), 9, 0);
    }

    private byte[] withoutMark() {
        return Arrays.copyOf(whole, whole.length - Entries.HEAD_BYTES);
    }

    @Test
    void aTornEndAtEachByteIsCutOff() throws Exception {
        int before = whole.length;
        for (int length = whole.length - 1; length >= snapshotEnd; length--) {
            byte[] torn = Arrays.copyOf(whole, length);
            var found = new ArrayList<Record>();
            Scan scan = scanned(torn, found);
            int records = found.size();
            assertEquals(lines.subList(0, records), Desk.lines(found));
            assertEquals(length, scan.end() + scan.cutBytes());
            if (length % 40 == 0) {
                goesOn(torn, records, (int) scan.cutBytes());
            }
            assertTrue(records <= before);
            before = records;
        }
        assertEquals(3, before, "the snapshot");
        goesOn(Arrays.copyOf(whole, whole.length - 300), 8, recordBytes() - 300 + 12);
    }

    private int recordBytes() {
        var entries = new Entries(1 << 16);
        entries.put(1, new RecordWriter(Desk.DECLARED, 1).write(Desk.record(8, 250)));
        return entries.size();
    }

    @Test
    void aFileThatEndsInItsSnapshotIsDamaged() {
        for (int length = 0; length < snapshotEnd; length++) {
            Reason reason = refusal(Arrays.copyOf(whole, length)).reason();
            assertTrue(reason == Reason.HEADER || reason == Reason.DAMAGED);
        }
    }

    @Test
    void everyFlippedBitBeforeAMarkIsDamage() throws Exception {
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            if (bit / 8 < whole.length - Entries.HEAD_BYTES) {
                Reason reason =
                        assertThrows(BadJournal.class, () -> scanned(flipped, new ArrayList<>()))
                                .reason();
                assertTrue(reason == Reason.HEADER || reason == Reason.DAMAGED);
            }
        }
    }

    /** A crash between a sync and its mark: a bit that flips then may look like a torn end, in a sector of zeros alone. */
    @Test
    void aFlippedBitBehindTheLastMarkIsDamageOrATornEnd() throws Exception {
        int torn = 0;
        byte[] unmarked = withoutMark();
        for (int bit = 8 * lastWrite; bit < 8 * unmarked.length; bit++) {
            byte[] flipped = unmarked.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            var records = new ArrayList<Record>();
            try {
                Scan scan = scanned(flipped, records);
                assertEquals(lines.subList(0, records.size()), Desk.lines(records));
                assertTrue(scan.cutBytes() > 0 && records.size() >= 6);
                torn++;
            } catch (BadJournal expected) {
                assertEquals(Reason.DAMAGED, expected.reason());
            }
        }
        assertTrue(torn < 8 * (unmarked.length - lastWrite) / 50, torn + " taken for a torn end");
    }

    @Test
    void sectorsOfZerosAreATornEndBehindTheLastMarkAndDamageBefore() throws Exception {
        byte[] unmarked = withoutMark();
        int sectors = 0;
        for (int at = 0; at < unmarked.length; at += Scan.SECTOR_BYTES) {
            int end = Math.min(unmarked.length, at + Scan.SECTOR_BYTES);
            byte[] zeros = unmarked.clone();
            Arrays.fill(zeros, Math.max(at, lastWrite), Math.max(end, lastWrite), (byte) 0);
            if (end > lastWrite) {
                try (var desk = opened(zeros)) {
                    assertTrue(desk.state.size() >= 6 && desk.state.size() < 9);
                    assertEquals(lines.subList(0, desk.state.size()), desk.lines());
                    sectors++;
                }
                byte[] marked = whole.clone();
                System.arraycopy(zeros, 0, marked, 0, zeros.length);
                BadJournal refusal = refusal(marked);
                assertTrue(refusal.getMessage().contains("it was on the disk"), "by the mark");
            }
        }
        assertTrue(sectors >= 4, sectors + " sectors");
        goesOn(Arrays.copyOf(whole, whole.length + 5000), 9, 5000);
        goesOn(Arrays.copyOf(unmarked, whole.length + 1), 9, 13);
    }

    @Test
    void anotherFormatIsNamed() throws Exception {
        byte[] other = whole.clone();
        other[8] = Header.FORMAT + 1;
        assertEquals(Reason.HEADER, refusal(other).reason(), "its checksum is wrong too");
        byte[] resummed = Header.summed(other);
        BadJournal refusal = refusal(resummed);
        assertEquals(Reason.VERSION, refusal.reason());
        assertEquals(
                "journal "
                        + file()
                        + ": it has format 4, this release reads 3; run the release that wrote it until the job is done",
                refusal.getMessage());
    }

    @Test
    void oldFilesAndBeginningsAreDeleted() throws Exception {
        Files.write(folder.resolve("p1/1.journal"), new byte[5]);
        Files.write(folder.resolve("p1/3.part"), new byte[5]);
        Files.write(folder.resolve("p1/notes.txt"), new byte[5]);
        goesOn(whole, 9, 0);
        assertEquals(
                List.of("2.journal", "notes.txt"), new RealStorage().list(folder.resolve("p1")));
    }

    /** The format, for ever. */
    @Test
    void theBytesOfAFileAreAsTheyWere() throws Exception {
        var header = new Header(Desk.NAME, 2, 0x0123_4567_89AB_CDEFL);
        Path path = folder.resolve("golden");
        try (var file =
                new JournalFile(new RealStorage().create(path), header, path, header.length())) {
            new RealStorage().open(path).write(header.bytes(), 0);
            var entries = new Entries(100);
            var writer = new RecordWriter(Desk.DECLARED, 1);
            entries.put(1, writer.write(new Record.Started(1)));
            entries.put(2, writer.write(new Record.BatchAcked(0, 2, 300)));
            file.mark();
            file.write(entries);
            file.mark();
        }
        String actual = HexFormat.ofDelimiter(" ").formatHex(Files.readAllBytes(path));
        String docs = Files.readString(Path.of("../docs/journal.md"));
        int from = docs.indexOf("<!-- example -->\n```\n");
        String example = docs.substring(from, docs.indexOf("```", from + 24));
        var written = new StringBuilder();
        for (String line : example.split("\n")) {
            int comment = line.indexOf("  ");
            if (line.matches("[0-9a-f]{2}( .*)?")) {
                written.append(comment < 0 ? line : line.substring(0, comment)).append(' ');
            }
        }
        assertEquals(written.toString().strip(), actual);
    }

    /** Bytes to be read. */
    private record MemoryFile(byte[] bytes) implements Storage.File {
        @Override
        public int read(ByteBuffer into, long at) {
            if (at >= bytes.length) {
                return -1;
            }
            int length = Math.min(into.remaining(), bytes.length - (int) at);
            into.put(bytes, (int) at, length);
            return length;
        }

        @Override
        public void write(ByteBuffer more, long at) {
            throw new IllegalStateException("a scan writes nothing");
        }

        @Override
        public void sync() {}

        @Override
        public void truncate(long size) {
            throw new IllegalStateException("a scan changes nothing");
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void close() {}
    }
}
