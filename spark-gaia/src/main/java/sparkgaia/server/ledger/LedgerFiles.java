package sparkgaia.server.ledger;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of a ledger's folder, in order, and their lines. */
final class LedgerFiles {
    static final String KEYS = "keys";
    private static final Pattern NAME = Pattern.compile("ledger-(\\d{6,9})\\.jsonl");

    /** A file of the ledger. */
    record Part(int number, Path path) {
        /** Takes each whole line with its line feed, and returns what is left after the last one. */
        byte[] lines(Lines lines) throws IOException, BadLedger {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
                var line = new LineBytes();
                long count = 1;
                for (int next = in.read(); next >= 0; next = in.read()) {
                    line.add((byte) next);
                    if (next == '\n') {
                        lines.take(new Place(path, count, 0), line.take());
                        count++;
                    } else if (line.length() > Line.BYTES_MAX) {
                        throw new BadLedger(
                                BadLedger.Reason.FORM,
                                new Place(path, count, 0),
                                "is longer than the " + Line.BYTES_MAX + " bytes of a record");
                    }
                }
                return line.take();
            }
        }
    }

    /** Where a line stands. */
    record Place(Path file, long line, long record) {
        Place ofRecord(long number) {
            return new Place(file, line, number);
        }

        @Override
        public String toString() {
            return file + ", line " + line + (record == 0 ? "" : ", record " + record);
        }
    }

    /** Where lines go. */
    interface Lines {
        void take(Place where, byte[] line) throws BadLedger;
    }

    private LedgerFiles() {}

    static Path path(Path folder, int number) {
        return folder.resolve(String.format("ledger-%06d.jsonl", number));
    }

    /** The files in order; refused if one between them is missing. */
    static List<Part> of(Path folder) throws IOException, BadLedger {
        List<Part> parts;
        try (var files = Files.list(folder)) {
            parts =
                    files.map(LedgerFiles::part)
                            .filter(part -> part.number() > 0)
                            .sorted(Comparator.comparingInt(Part::number))
                            .toList();
        }
        for (int i = 1; i < parts.size(); i++) {
            int expected = parts.get(i - 1).number() + 1;
            if (parts.get(i).number() != expected) {
                throw new BadLedger(
                        BadLedger.Reason.FILES,
                        folder,
                        path(folder, expected).getFileName() + " is missing or stands twice");
            }
        }
        return parts;
    }

    private static Part part(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        int number = name.matches() ? Integer.parseInt(name.group(1)) : 0;
        return new Part(number, path);
    }

    /** Bytes of a line that is being read. */
    private static final class LineBytes {
        private byte[] bytes = new byte[1024];
        private int length;

        void add(byte next) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * length);
            }
            bytes[length++] = next;
        }

        int length() {
            return length;
        }

        byte[] take() {
            byte[] taken = Arrays.copyOf(bytes, length);
            length = 0;
            return taken;
        }
    }
}
