package sparkgaia.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Files and folders that only their owner may read, from the moment they are there. */
final class SecretFile {
    private static final int RANDOM_BYTES = 32;

    private SecretFile() {}

    /** A new file with 32 random bytes in hex. */
    static void random(Path file) throws IOException {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        String text = HexFormat.of().formatHex(bytes) + "\n";
        write(file, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** A new file; one that is there is not touched. */
    static void write(Path file, byte[] bytes) throws IOException {
        Files.createFile(file, only("rw-------"));
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
            out.write(bytes);
        }
    }

    static void close(Path file) throws IOException {
        if (isPosix()) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    static void folder(Path folder) throws IOException {
        Files.createDirectory(folder, only("rwx------"));
    }

    private static FileAttribute<?>[] only(String permissions) {
        if (!isPosix()) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
