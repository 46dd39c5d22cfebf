package sparkgaia.server.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of {@code key = value} lines in UTF-8. A line that begins with {@code #} is a comment. */
public final class SettingsFile {
    static final int BYTES_MAX = 1 << 20;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private SettingsFile() {}

    public static List<Given> read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(BYTES_MAX + 1);
        }
        if (bytes.length > BYTES_MAX) {
            throw new BadSettings(
                    file + " is larger than " + BYTES_MAX + " bytes; is it a file of settings?");
        }
        return parse(file.toString(), bytes);
    }

    static List<Given> parse(String origin, byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new BadSettings(origin + " is not UTF-8; save it as UTF-8");
        }
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            text = text.substring(1);
        }
        var given = new ArrayList<Given>();
        int number = 0;
        for (String line : text.split("\r\n|\n|\r", -1)) {
            number++;
            String stripped = line.strip();
            if (!stripped.isEmpty() && stripped.charAt(0) != '#') {
                given.add(setting(stripped, origin + " line " + number));
            }
        }
        return given;
    }

    /** What is wrong is told without the line's text: it may hold a secret. */
    private static Given setting(String line, String where) {
        int equals = line.indexOf('=');
        if (equals < 1) {
            throw new BadSettings(
                    where + " is not of the form key = value; begin a comment with #");
        }
        return new Given(
                line.substring(0, equals).strip(), line.substring(equals + 1).strip(), where);
    }
}
