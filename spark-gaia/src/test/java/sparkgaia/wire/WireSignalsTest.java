package sparkgaia.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import sparkgaia.Seeds;
import sparkgaia.core.message.Message.Lane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** What two sidecars say about their connections, as bytes and back. */
class WireSignalsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/wire/connections/all.txt");

    private static final List<Signal> SIGNALS =
            List.of(
                    new Signal.Hello(Lane.CONTROL, "asia", 7, 0, 1_800_000_000_000L),
                    new Signal.Hello(Lane.DATA, "München", Long.MAX_VALUE, 300, 0),
                    new Signal.Ping(1),
                    new Signal.Pong(1, 1 << 20, 524_288_000L),
                    new Signal.Pong(200, 0, 0));

    @Test
    void signalsAreTheGoldenBytes() throws IOException {
        var lines = new StringBuilder();
        for (Signal signal : SIGNALS) {
            String hex = HexFormat.of().formatHex(SignalCodec.write(signal));
            lines.append(signal).append('\n').append('x').append(hex).append("\n\n");
        }
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(GOLDEN, lines);
        }
        assertEquals(Files.readString(GOLDEN), lines.toString());
    }

    @Test
    void signalsComeBack() throws BadFrame {
        for (Signal signal : SIGNALS) {
            assertEquals(signal, SignalCodec.read(SignalCodec.write(signal)));
        }
    }

    @Test
    void cutSignalsAreRefused() {
        for (Signal signal : SIGNALS) {
            byte[] whole = SignalCodec.write(signal);
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThrows(BadFrame.class, () -> SignalCodec.read(cut));
                if (length >= SignalCodec.HEAD_BYTES) {
                    cut[0] = (byte) (length - Integer.BYTES);
                    assertThrows(BadFrame.class, () -> SignalCodec.read(cut));
                }
            }
            byte[] longer = Arrays.copyOf(whole, whole.length + 1);
            longer[0]++;
            assertThrows(BadFrame.class, () -> SignalCodec.read(longer));
        }
    }

    @Seeds(50)
    void changedSignalsAreRefusedOrMeanWhatTheySay(Random random) {
        for (int i = 0; i < 2_000; i++) {
            byte[] frame = SignalCodec.write(SIGNALS.get(random.nextInt(SIGNALS.size())));
            for (int change = random.nextInt(3); change >= 0; change--) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt();
            }
            try {
                assertEquals(
                        HexFormat.of().formatHex(frame),
                        HexFormat.of().formatHex(SignalCodec.write(SignalCodec.read(frame))));
            } catch (BadFrame e) {
                assertEquals(true, e.getMessage().startsWith("bad frame"));
            }
        }
    }
}
