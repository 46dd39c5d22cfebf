package sparkgaia.server.ledger;

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
    private static final int BUFFER_BYTES = 2 * Line.BYTES_MAX;
    private static final Pattern NAME = Pattern.compile("ledger-(\\d{6,9})\\.jsonl");

    /** A file of the ledger. */
    record Part(int number, Path path) {
        /** Takes each whole line with its line feed, and returns what is left after the last one. */
        byte[] lines(Lines lines) throws IOException, BadLedger {
            try (InputStream in = Files.newInputStream(path)) {
                byte[] bytes = new byte[BUFFER_BYTES];
                int length = 0;
                long count = 1;
                for (int read = in.read(bytes); read >= 0; ) {
                    int from = 0;
                    for (int at = length; at < length + read; at++) {
                        if (bytes[at] == '\n') {
                            lines.take(
                                    new Place(path, count, 0),
                                    Arrays.copyOfRange(bytes, from, at + 1));
                            count++;
                            from = at + 1;
                        }
                    }
                    length += read - from;
                    System.arraycopy(bytes, from, bytes, 0, length);
                    if (length > Line.BYTES_MAX) {
                        throw new BadLedger(
                                BadLedger.Reason.FORM,
                                new Place(path, count, 0),
                                "is longer than the " + Line.BYTES_MAX + " bytes of a record");
                    }
                    read = in.read(bytes, length, bytes.length - length);
                }
                return Arrays.copyOf(bytes, length);
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
}
