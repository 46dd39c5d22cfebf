package sparkgaia.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that a command writes what it found to: refused before the work begins, and there as a whole or not at all. */
final class OutputFile {
    private OutputFile() {}

    static void check(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": is a folder; name a file in it");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(file + ": there is no folder " + folder + "; make it first");
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new IOException(file + ": may not be written; check its permissions");
        }
    }

    static void write(Path file, String text) throws IOException {
        check(file);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            Files.writeString(file, text); // a device or a pipe is not to be replaced
            return;
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw new IOException(file + ": could not be written: " + e.getMessage(), e);
        }
    }
}
