package sparkgaia.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import sparkgaia.core.message.Frame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The format, byte by byte: a change of any byte is a change of the format, and needs another version of it. */
class WireGoldenTest {
    static final Path FOLDER = Path.of("src/test/resources/wire");
    static final boolean REWRITES = Boolean.getBoolean("golden.rewrite");
    private static final int LINE_BYTES = 32;

    @TestFactory
    Stream<DynamicTest> samples() {
        return Samples.frames().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry)));
    }

    private static void check(java.util.Map.Entry<String, Frame> entry) throws Exception {
        Path file = FOLDER.resolve(entry.getKey() + ".txt");
        Frame frame = entry.getValue();
        byte[] bytes = new FrameWriter(Samples.JOB, 1).write(frame);
        String actual = Said.of(frame) + "\n\n" + hex(bytes);
        if (REWRITES) {
            Files.writeString(file, actual);
        }
        String expected = Files.readString(file);
        assertEquals(expected, actual, "if this is right: -Dgolden.rewrite=true, and read");
        assertEquals(
                expected.substring(0, expected.indexOf("\n\n")),
                Said.of(new FrameReader(Samples.JOB, 1).read(bytes(expected))));
    }

    @Test
    void noFileIsLeftOver() throws IOException {
        try (var files = Files.list(FOLDER)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".txt"))
                            .sorted()
                            .toList();
            var expected = new TreeSet<String>();
            Samples.frames().keySet().forEach(name -> expected.add(name + ".txt"));
            assertEquals(List.copyOf(expected), names);
        }
    }

    /** The bytes of a golden file, which are what follows its empty line. */
    static byte[] bytes(String file) {
        String hex = file.substring(file.indexOf("\n\n")).replaceAll("\\s", "");
        return HexFormat.of().parseHex(hex);
    }

    static String hex(byte[] bytes) {
        var text = new StringBuilder();
        for (int at = 0; at < bytes.length; at += LINE_BYTES) {
            int end = Math.min(bytes.length, at + LINE_BYTES);
            text.append(HexFormat.ofDelimiter(" ").formatHex(bytes, at, end)).append('\n');
        }
        return text.toString();
    }
}
