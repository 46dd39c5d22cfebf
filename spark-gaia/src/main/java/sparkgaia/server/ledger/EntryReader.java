package sparkgaia.server.ledger;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;

/** A line as its record. */
final class EntryReader {
    private EntryReader() {}

    /** An {@link IOException} or a {@link RuntimeException} where it is none. */
    static Entry read(byte[] line) throws IOException {
        Fields fields = Fields.of(line);
        Instant time = Line.TIME.parse(fields.text("time"), Instant::from);
        return new Entry(fields.number("number"), time, content(fields), fields.text("prev"));
    }

    private static Content content(Fields fields) {
        String kind = fields.text("kind");
        return switch (kind) {
            case "file" -> begun(fields);
            case "start" -> new Content.Started(fields.number("cut"), fields.text("sha256"));
            case "heard" ->
                    new Content.Heard(
                            fields.text("peer"), fields.number("record"), fields.text("head"));
            case "signature" ->
                    new Content.Signed(
                            fields.text("certificate"),
                            fields.text("algorithm"),
                            fields.text("signature"));
            default -> egress(kind, fields);
        };
    }

    private static Content.FileBegun begun(Fields fields) {
        var totals = new ArrayList<Total>();
        for (Fields total : fields.objects("totals")) {
            totals.add(
                    new Total(
                            total.text("job"),
                            total.text("receiver"),
                            total.number("frames"),
                            total.number("rows"),
                            total.number("bytes"),
                            total.number("repeats")));
        }
        return new Content.FileBegun(
                fields.small("format"),
                fields.text("region"),
                fields.small("file"),
                fields.text("day"),
                fields.numbers("today"),
                totals);
    }

    private static Egress egress(String word, Fields fields) {
        Egress.Kind kind = Egress.Kind.of(word);
        if (kind == null) {
            throw new IllegalArgumentException("no kind of record is called " + word);
        }
        SortedMap<String, Integer> rows = new TreeMap<>();
        fields.numbers("tables").forEach((table, count) -> rows.put(table, Math.toIntExact(count)));
        return new Egress(
                kind,
                fields.text("job"),
                fields.text("receiver"),
                fields.small("partition"),
                fields.small("version"),
                fields.number("seq"),
                fields.small("clock"),
                rows,
                fields.small("frames"),
                fields.number("bytes"),
                fields.text("sha256"),
                fields.flag("repeat"));
    }
}
