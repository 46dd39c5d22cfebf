package sparkgaia.server.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** A token or a password. It is shown as {@code ***} wherever it is printed. */
public final class Secret {
    public static final int BYTES_MAX = 4096;
    static final String SHOWN = "***";

    private final String text;

    public Secret(String text) {
        if (text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            throw new BadValue("is empty or longer than " + BYTES_MAX + " bytes");
        }
        this.text = text;
    }

    /** What a file holds, without the blanks and line ends around it. */
    public static Secret read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(BYTES_MAX + 1);
        }
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        if (text.isEmpty() || bytes.length > BYTES_MAX) {
            throw new BadSettings(
                    file + ": a secret of 1 to " + BYTES_MAX + " bytes is expected in this file");
        }
        return new Secret(text);
    }

    /** The text itself, for the one who needs it; never for a message. */
    public String reveal() {
        return text;
    }

    /** Whether somebody said the same; takes as long for a near miss as for a far one. */
    public boolean isSameAs(byte[] said) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), said);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && isSameAs(secret.text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return SHOWN.hashCode();
    }

    @Override
    public String toString() {
        return SHOWN;
    }
}
