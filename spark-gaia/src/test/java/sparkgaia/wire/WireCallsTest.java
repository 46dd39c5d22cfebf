package sparkgaia.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.Seeds;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Calls as bytes and back, and everything else refused. */
class WireCallsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/wire/calls/all.txt");
    private static final Rows ROWS =
            new Rows(new int[] {3, Samples.PINNED}, new int[][] {{1, -2, 3, -4, 5}, {70, 80}});

    private static byte[] hash() {
        byte[] hash = new byte[Calls.HASH_BYTES];
        for (int i = 0; i < hash.length; i++) {
            hash[i] = (byte) (i * 7);
        }
        return hash;
    }

    private static final List<Call> CALLS =
            List.of(
                    new Call.Offered("fit 7", "format = 1\nname = x\n"),
                    new Call.Withdrawn("fit 7"),
                    new Call.Noted("fit 7", "waits for us"),
                    new Call.Turned("fit 7", "rank: 8 in eu, 64 in us"),
                    new Call.Admitted("fit 7", "0123456789abcdef-17"),
                    new Call.Attached(300, "0123456789abcdef-17"),
                    new Call.Done("0123456789abcdef-17"),
                    new Call.Ended("0123456789abcdef-17", true, "keine Lust"),
                    new Call.LedgerHead(1L << 40, hash()),
                    new Call.Authenticate("secret", "gaia worker"),
                    new Call.Welcome("eu", "0.1"),
                    new Call.Open("", 3, Call.NOBODY, "format = 1\n"),
                    new Call.Open("fit 7", Call.NOBODY, 2, ""),
                    new Call.Opened("0123456789abcdef-17", 1, 0),
                    new Call.Waiting("waits for us"),
                    new Call.Denied(Call.Denial.DIFFERS, "rank"),
                    new Call.Read(0, 2, 5),
                    new Call.Values(0, 3, ROWS),
                    new Call.Inquire(),
                    new Call.Standing(Clocks.INFINITE, true, false, "", "waits"),
                    new Call.Leave(),
                    new Call.Beat(9),
                    new Call.Tally(1),
                    new Call.Tallied(
                            1, 1L << 33, 900, 70, 60, List.of(60L, 0L), List.of(0L, 5_000_000L)));

    private static Call read(Call like, byte[] bytes) throws BadFrame {
        return like instanceof Call.OfPeers
                ? Calls.ofPeers(bytes)
                : Calls.ofWorkers(bytes, Samples.JOB);
    }

    /** A token is not in its words, so it is added here. */
    private static String said(Call call) {
        if (call instanceof Call.LedgerHead head) {
            return "LedgerHead " + head.number() + " " + HexFormat.of().formatHex(head.hash());
        }
        return call instanceof Call.Authenticate shown
                ? call + " " + shown.token()
                : call.toString();
    }

    @Test
    void everyCallComesBackAsItWas() throws BadFrame {
        for (Call call : CALLS) {
            byte[] bytes = Calls.write(call);
            assertTrue(Calls.isCall(bytes));
            assertEquals(said(call), said(read(call, bytes)));
            assertArrayEquals(bytes, Calls.write(read(call, bytes)));
        }
    }

    @Test
    void everyKindIsHere() {
        for (CallKind kind : CallKind.values()) {
            assertTrue(CALLS.stream().anyMatch(call -> CallKind.of(call) == kind), kind.name());
        }
    }

    @Test
    void theBytesAreThoseOfTheGoldenFile() throws IOException {
        var text = new StringBuilder();
        for (Call call : CALLS) {
            text.append(said(call).replace("\n", "|")).append('\n');
            text.append(HexFormat.of().formatHex(Calls.write(call))).append("\n\n");
        }
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, text);
        }
        assertEquals(Files.readString(GOLDEN), text.toString());
    }

    @Test
    void aTokenIsNotInWhatIsSaid() {
        assertFalse(CALLS.toString().contains("secret"));
    }

    @Test
    void cutAnywhereItIsRefused() {
        for (Call call : CALLS) {
            byte[] bytes = Calls.write(call);
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThrows(BadFrame.class, () -> read(call, cut), call.toString());
            }
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
            longer[0]++;
            assertThrows(BadFrame.class, () -> read(call, longer), call.toString());
        }
    }

    @Test
    void aCallOfTheOtherSideIsRefused() {
        for (Call call : CALLS) {
            byte[] bytes = Calls.write(call);
            BadFrame refusal =
                    assertThrows(
                            BadFrame.class,
                            () -> {
                                if (call instanceof Call.OfPeers) {
                                    Calls.ofWorkers(bytes, Samples.JOB);
                                } else {
                                    Calls.ofPeers(bytes);
                                }
                            });
            assertEquals(BadFrame.Reason.KIND, refusal.reason());
        }
    }

    @Test
    void rowsBeforeAJobIsOpenAreRefused() {
        byte[] bytes = Calls.write(new Call.Read(0, 2, 5));
        assertThrows(BadFrame.class, () -> Calls.ofWorkers(bytes, null));
    }

    @Seeds(400)
    void whateverIsWrongInItIsRefusedOrAnotherCall(Random random) {
        Call call = CALLS.get(random.nextInt(CALLS.size()));
        byte[] bytes = Calls.write(call);
        for (int wrong = 1 + random.nextInt(3); wrong > 0; wrong--) {
            bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt();
        }
        try {
            byte[] again = Calls.write(read(call, bytes));
            if (!(call instanceof Call.Values)) {
                assertArrayEquals(bytes, again);
            } else {
                // Rows may be packed in several ways, of which one is written.
                assertArrayEquals(again, Calls.write(read(call, again)));
            }
        } catch (BadFrame expected) {
            assertNotEquals("", expected.getMessage());
        }
    }

    @Test
    void aPieceOfTheModelFitsIntoAFrame() {
        var space = new RowSpace(List.of(TableSpec.sum("t", 10_000, 100, 22)), 0, 1);
        int size = Calls.fitting(space, 17, 9_000);
        int[] cells = new int[100];
        Arrays.fill(cells, Integer.MIN_VALUE);
        var values = new Call.Values(0, 17, Calls.rows(17, size, id -> cells));
        int bytes = Calls.write(values).length;
        assertTrue(bytes <= FrameReader.FRAME_BYTES_MAX, bytes + " bytes");
        assertTrue(bytes > FrameReader.FRAME_BYTES_MAX * 0.95, bytes + " bytes");
        assertEquals(1, Calls.fitting(space, 9_999, 1));
    }
}
