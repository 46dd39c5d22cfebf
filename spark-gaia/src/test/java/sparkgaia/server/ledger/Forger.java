package sparkgaia.server.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Changes ledgers as somebody would who knows the format, with and without a key. */
final class Forger {
    private Forger() {}

    static List<byte[]> lines(Path file) throws IOException {
        var lines = new ArrayList<byte[]>();
        var line = new ByteArrayOutputStream();
        for (byte next : Files.readAllBytes(file)) {
            line.write(next);
            if (next == '\n') {
                lines.add(line.toByteArray());
                line.reset();
            }
        }
        return lines;
    }

    static void write(Path file, List<byte[]> lines) throws IOException {
        var all = new ByteArrayOutputStream();
        lines.forEach(all::writeBytes);
        Files.write(file, all.toByteArray());
    }

    /** Changes the list of lines and nothing else. */
    static void rearrange(Path file, Consumer<List<byte[]>> change) throws IOException {
        List<byte[]> lines = lines(file);
        change.accept(lines);
        write(file, lines);
    }

    /** Changes what the records say, then numbers, chains and hashes them anew; signs if there is a key. */
    static void rewrite(Path file, Consumer<List<Content>> change, TestKey keyOrNull)
            throws Exception {
        var contents = new ArrayList<Content>();
        var times = new ArrayList<Entry>();
        for (byte[] line : lines(file)) {
            Entry entry = EntryReader.read(line);
            times.add(entry);
            contents.add(entry.content());
        }
        change.accept(contents);
        var lines = new ArrayList<byte[]>();
        String previous = Hashes.NONE;
        for (int i = 0; i < contents.size(); i++) {
            var time = times.get(Math.min(i, times.size() - 1)).time();
            var entry = new Entry(i + 1, time, contents.get(i), previous);
            if (keyOrNull != null && entry.content() instanceof Content.Signed) {
                entry = signed(entry, keyOrNull);
            }
            byte[] line = Line.of(entry);
            lines.add(line);
            previous = Line.hash(line);
        }
        write(file, lines);
    }

    private static Entry signed(Entry entry, TestKey key) throws Exception {
        SigningKey signing =
                SigningKey.of(RegionName.of(key.certificate()), key.key(), key.certificate());
        var blank = new Content.Signed(signing.fingerprint(), signing.algorithm(), "");
        var unsigned = new Entry(entry.number(), entry.time(), blank, entry.previous());
        var content =
                new Content.Signed(
                        signing.fingerprint(),
                        signing.algorithm(),
                        signing.sign(Line.signedBytes(unsigned)));
        return new Entry(entry.number(), entry.time(), content, entry.previous());
    }
}
