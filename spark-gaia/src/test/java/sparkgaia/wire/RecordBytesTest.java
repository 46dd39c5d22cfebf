package sparkgaia.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import sparkgaia.Seeds;
import sparkgaia.core.Record;
import sparkgaia.core.Region;
import sparkgaia.core.message.Message;
import sparkgaia.core.table.Rows;
import sparkgaia.lab.Observer;
import sparkgaia.lab.Run;
import sparkgaia.lab.Scenario;
import sparkgaia.lab.swarm.SwarmSeed;
import sparkgaia.wire.BadFrame.Reason;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Bytes of records: for ever the same, back again as they were, and refused if they are none. */
class RecordBytesTest {
    private static final Path FOLDER = Path.of("src/test/resources/wire/records");
    private static final int SWARM_SEEDS = 100;
    private static final int MILLION = 1_000_000;

    private static byte[] written(Record record) {
        return bytes(new RecordWriter(Samples.JOB, 0).write(record));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static Record read(byte[] bytes) throws BadFrame {
        return new RecordReader(Samples.JOB, 0).read(bytes, 0, bytes.length);
    }

    private static BadFrame refusal(int... bytes) {
        var out = new ByteWriter(bytes.length);
        for (int value : bytes) {
            out.u8(value);
        }
        return assertThrows(BadFrame.class, () -> read(out.toBytes()));
    }

    @TestFactory
    Stream<DynamicTest> everyByteIsAsItWas() {
        return RecordSamples.records().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry)));
    }

    private static void check(Map.Entry<String, Record> entry) throws Exception {
        Path file = FOLDER.resolve(entry.getKey() + ".txt");
        byte[] bytes = written(entry.getValue());
        String actual = SaidRecord.of(entry.getValue()) + "\n\n" + WireGoldenTest.hex(bytes);
        if (WireGoldenTest.REWRITES) {
            Files.writeString(file, actual);
        }
        String expected = Files.readString(file);
        assertEquals(expected, actual, "if this is right: -Dgolden.rewrite=true, and read");
        assertEquals(
                expected.substring(0, expected.indexOf("\n\n")),
                SaidRecord.of(read(WireGoldenTest.bytes(expected))));
    }

    @Test
    void everyKindHasAGoldenFileAndNoFileIsLeftOver() throws IOException {
        var kinds = new TreeSet<RecordKind>();
        RecordSamples.records().values().forEach(record -> kinds.add(RecordKind.of(record)));
        assertEquals(List.of(RecordKind.values()), List.copyOf(kinds));
        assertEquals(kindsOf(Record.class), kinds.size());
        var names = new TreeSet<String>();
        RecordSamples.records().keySet().forEach(name -> names.add(name + ".txt"));
        try (var files = Files.list(FOLDER)) {
            List<String> found = files.map(file -> file.getFileName().toString()).sorted().toList();
            assertEquals(List.copyOf(names), found);
        }
    }

    private static int kindsOf(Class<?> sealed) {
        int kinds = 0;
        for (Class<?> kind : sealed.getPermittedSubclasses()) {
            kinds += kind.isSealed() ? kindsOf(kind) : 1;
        }
        return kinds;
    }

    @Seeds(400)
    void everyKindComesBackAsItWas(Random random) throws BadFrame {
        var records = new RandomRecords(random);
        for (RecordKind kind : RecordKind.values()) {
            Record record = records.next(kind);
            byte[] bytes = written(record);
            Record back = read(bytes);
            assertEquals(SaidRecord.of(record), SaidRecord.of(back));
            assertArrayEquals(bytes, written(back));
        }
    }

    /** Writes every record that becomes durable, with one writer for each partition. */
    private static final class Journals implements Observer {
        private final Declared declared;
        private final TreeSet<RecordKind> kinds = new TreeSet<>();
        private long records;

        Journals(Declared declared) {
            this.declared = declared;
        }

        @Override
        public void durable(long nanos, int region, int partition, Record record) {
            written(partition, record);
        }

        /** And the image of every process that begins anew, whose records no disk says are durable. */
        @Override
        public void restarted(long nanos, int region, int partition, Region state) {
            state.image(record -> written(partition, record));
        }

        private void written(int partition, Record record) {
            byte[] bytes = bytes(new RecordWriter(declared, partition).write(record));
            try {
                Record back = new RecordReader(declared, partition).read(bytes, 0, bytes.length);
                assertEquals(SaidRecord.of(record), SaidRecord.of(back));
            } catch (BadFrame flaw) {
                throw new AssertionError("what was written: " + SaidRecord.of(record), flaw);
            }
            kinds.add(RecordKind.of(record));
            records++;
        }
    }

    /** Crashes, views, newcomers, topologies, failures: whatever is journalled there has its bytes. */
    @Test
    void allThatIsJournalledInTheSwarmCanBeWrittenAndRead() {
        var kinds = new TreeSet<RecordKind>();
        long records = 0;
        for (long seed = 1; seed <= SWARM_SEEDS; seed++) {
            Scenario<?, ?> scenario = new SwarmSeed(seed).scenario();
            var journals = new Journals(Declared.of(scenario.job()));
            assertNull(new Run(scenario).watch(journals).play().trace(), "seed " + seed);
            kinds.addAll(journals.kinds);
            records += journals.records;
        }
        var rare = new TreeSet<>(List.of(RecordKind.values()));
        rare.removeAll(kinds);
        assertTrue(records > 10_000, records + " records");
        assertTrue(rare.size() <= 2, "not met are " + rare);
    }

    @TestFactory
    Stream<DynamicTest> cutsAndLongerOnesAreRefused() {
        return RecordSamples.records().entrySet().stream()
                .map(
                        entry ->
                                DynamicTest.dynamicTest(
                                        entry.getKey(), () -> cutAndLonger(entry.getValue())));
    }

    private static void cutAndLonger(Record record) {
        byte[] bytes = written(record);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(BadFrame.class, () -> read(cut));
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertEquals(Reason.LENGTH, assertThrows(BadFrame.class, () -> read(longer)).reason());
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            tried(flipped);
        }
    }

    /** Refused, or a record that can be written and read again. */
    private static boolean tried(byte[] bytes) {
        Record record;
        try {
            record = read(bytes);
        } catch (BadFrame expected) {
            assertTrue(expected.at() <= bytes.length, expected.getMessage());
            return false;
        }
        if (record == null) {
            // A piece of one, by a changed kind.
            return false;
        }
        try {
            assertEquals(SaidRecord.of(record), SaidRecord.of(read(written(record))));
        } catch (BadFrame flaw) {
            throw new AssertionError("what was written", flaw);
        }
        return true;
    }

    @Seeds(200)
    void manyWrongBytesAreRefusedToo(Random random) {
        var records = new RandomRecords(random);
        for (RecordKind kind : RecordKind.values()) {
            tried(wrong(written(records.next(kind)), random));
        }
    }

    private static byte[] wrong(byte[] bytes, Random random) {
        byte[] wrong = bytes.clone();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            byte[] extremes = {0, 1, 127, -1, -128, (byte) random.nextInt()};
            wrong[random.nextInt(wrong.length)] = extremes[random.nextInt(extremes.length)];
        }
        return wrong;
    }

    /** T10 for what a disk may say: the counts show that both ends are met. */
    @Test
    @Tag("slow")
    void aMillionMutatedRecords() {
        var random = new Random(10);
        var samples = RecordSamples.records().values().stream().map(r -> written(r)).toList();
        int whole = 0;
        for (int i = 0; i < MILLION; i++) {
            byte[] bytes = samples.get(random.nextInt(samples.size()));
            try {
                byte[] wrong = wrong(bytes, random);
                whole +=
                        new RecordReader(Samples.JOB, 0).read(wrong, 0, wrong.length) == null
                                ? 0
                                : 1;
            } catch (BadFrame expected) {
                assertTrue(expected.at() <= bytes.length);
            }
        }
        assertTrue(whole > MILLION / 20 && whole < MILLION / 2, whole + " records");
    }

    @Test
    void everyRefusalHasItsReason() {
        assertEquals(Reason.TRUNCATED, refusal().reason());
        assertEquals(Reason.KIND, refusal(0).reason());
        assertEquals(Reason.KIND, refusal(RecordKind.values().length + 1, 1).reason());
        assertEquals(Reason.LENGTH, refusal(1, 3, 3).reason());
        assertEquals(Reason.RANGE, refusal(8, 0, Samples.REGIONS, 1).reason(), "receiver");
        assertEquals(Reason.RANGE, refusal(18, 2).reason(), "a flag");
        assertEquals(Reason.FORM, refusal(1, 0x80, 0).reason());
        assertEquals(Reason.ROW, refusal(9, 0, 1, 9, 1, Samples.PINNED).reason(), "announced");
        assertEquals(Reason.ROW, refusal(3, 1, 1, 4, 0, 1, 2, 34, 4, 0).reason());
        assertEquals("bad frame, byte 1: no record has kind 77", refusal(77).getMessage());
    }

    @Test
    void countsWithNothingBehindThemAreRefusedBeforeAnythingIsAllocated() {
        int[] most = {0xFF, 0xFF, 0xFF, 0xFF, 0x07};
        for (int[] head :
                List.of(new int[] {4, 1, 1, 4, 0}, new int[] {5}, new int[] {3, 1, 1, 4, 0})) {
            int[] bytes = Arrays.copyOf(head, head.length + most.length);
            System.arraycopy(most, 0, bytes, head.length, most.length);
            Reason reason = refusal(bytes).reason();
            assertTrue(reason == Reason.TRUNCATED || reason == Reason.RANGE, reason.name());
        }
    }

    @Test
    void aBatchHasNoRowsOfRegionalTablesHereEither() {
        var pinned = new Rows(new int[] {Samples.PINNED}, new int[][] {{1, 2}});
        var batch = new Message.Batch(1, 1, 1, 0, pinned, new int[1], 40);
        assertThrows(
                IllegalStateException.class, () -> written(new Record.BatchSealed(0, 1, batch)));
    }

    @Test
    void largeRecordsLeaveNoLargeMemoryBehindAndComeBack() throws BadFrame {
        byte[] save = new byte[3 << 20];
        new Random(1).nextBytes(save);
        var writer = new RecordWriter(Samples.JOB, 0);
        var commit = new Record.CommitMade(1, 1, 4, new long[0], new byte[5], save);
        byte[] bytes = bytes(writer.write(commit));
        assertArrayEquals(save, ((Record.CommitMade) read(bytes)).save());
        assertTrue(bytes.length < new RecordReader(Samples.JOB, 0).bytesMax());
        assertTrue(writer.write(new Record.Started(1)).array().length <= 1 << 20);
    }
}
