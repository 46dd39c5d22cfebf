package sparkgaia.server.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Arrays;
import java.util.Map;

/**
 * A record as its line: one JSON object in ASCII without a space, its members always in the same order, and a line
 * feed. The same record makes the same bytes everywhere, so a reader takes no other bytes for it.
 *
 * <p>The last 76 bytes are {@code ,"hash":"..."}} and the line feed; the hash is the SHA-256 of all bytes before them.
 */
final class Line {
    static final int FORMAT = 1;
    static final int BYTES_MAX = 2 << 20;

    private static final String SEAL = ",\"hash\":\"";
    private static final String END = "\"}\n";
    static final int SEAL_BYTES = SEAL.length() + Hashes.HEX_DIGITS + END.length();

    static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

    private final StringBuilder text = new StringBuilder(512);

    private Line() {}

    /** The whole line. */
    static byte[] of(Entry entry) {
        byte[] body = body(entry);
        String seal = SEAL + Hashes.sha256(body) + END;
        byte[] line = Arrays.copyOf(body, body.length + SEAL_BYTES);
        System.arraycopy(
                seal.getBytes(StandardCharsets.US_ASCII), 0, line, body.length, SEAL_BYTES);
        return line;
    }

    /** The line up to its hash. */
    static byte[] body(Entry entry) {
        Line line = unsealed(entry);
        if (entry.content() instanceof Content.Signed signed) {
            line.member("signature", signed.signature());
        }
        return line.text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** What a signature is made over: the line up to its member {@code signature}. */
    static byte[] signedBytes(Entry entry) {
        return unsealed(entry).text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The hash that a line ends with, or null if it ends otherwise. */
    static String hash(byte[] line) {
        int from = line.length - SEAL_BYTES;
        if (from <= 0) {
            return null;
        }
        String seal = new String(line, from, SEAL_BYTES, StandardCharsets.US_ASCII);
        String hash = seal.substring(SEAL.length(), SEAL.length() + Hashes.HEX_DIGITS);
        return seal.startsWith(SEAL) && seal.endsWith(END) && Hashes.isOne(hash) ? hash : null;
    }

    private static Line unsealed(Entry entry) {
        var line = new Line();
        line.text.append("{\"number\":").append(entry.number());
        line.member("time", time(entry.time()));
        Content content = entry.content();
        if (content instanceof Egress egress) {
            line.egress(egress);
        } else if (content instanceof Content.FileBegun begun) {
            line.begun(begun);
        } else if (content instanceof Content.Started started) {
            line.member("kind", "start");
            line.member("cut", started.cutBytes());
            line.member("sha256", started.cutSha256());
        } else if (content instanceof Content.Heard heard) {
            line.member("kind", "heard");
            line.member("peer", heard.peer());
            line.member("record", heard.record());
            line.member("head", heard.hash());
        } else if (content instanceof Content.Signed signed) {
            line.member("kind", "signature");
            line.member("certificate", signed.certificate());
            line.member("algorithm", signed.algorithm());
        }
        line.member("prev", entry.previous());
        return line;
    }

    static String time(Instant time) {
        return TIME.format(time);
    }

    private void egress(Egress egress) {
        member("kind", egress.kind().word());
        member("job", egress.job());
        member("receiver", egress.receiver());
        member("partition", egress.partition());
        member("version", egress.version());
        member("seq", egress.seq());
        member("clock", egress.clock());
        members("tables", egress.rows());
        member("frames", egress.frames());
        member("bytes", egress.bytes());
        text.append(",\"repeat\":").append(egress.isRepeat());
        member("sha256", egress.sha256());
    }

    private void begun(Content.FileBegun begun) {
        member("kind", "file");
        member("format", begun.format());
        member("region", begun.region());
        member("file", begun.file());
        member("day", begun.day());
        members("today", begun.bytesOfDay());
        text.append(",\"totals\":[");
        String separator = "";
        for (Total total : begun.totals()) {
            text.append(separator).append("{\"job\":");
            quote(total.job());
            member("receiver", total.receiver());
            member("frames", total.frames());
            member("rows", total.rows());
            member("bytes", total.bytes());
            member("repeats", total.repeats());
            text.append('}');
            separator = ",";
        }
        text.append(']');
    }

    private void members(String name, Map<String, ? extends Number> numbers) {
        name(name);
        text.append('{');
        String separator = "";
        for (Map.Entry<String, ? extends Number> number : numbers.entrySet()) {
            text.append(separator);
            quote(number.getKey());
            text.append(':').append(number.getValue());
            separator = ",";
        }
        text.append('}');
    }

    private void member(String name, String value) {
        name(name);
        quote(value);
    }

    private void member(String name, long value) {
        name(name);
        text.append(value);
    }

    private void name(String name) {
        text.append(",\"").append(name).append("\":");
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character == '"' || character == '\\') {
                text.append('\\').append(character);
            } else if (character < ' ' || character > '~') {
                text.append(String.format("\\u%04x", (int) character));
            } else {
                text.append(character);
            }
        }
        text.append('"');
    }
}
