package sparkgaia.cli;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The option {@code --json}, for programs that read what a command has found. */
final class JsonFile {
    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "also write the result to this file, as JSON")
    private Path file;

    void write(Object report) throws IOException {
        if (file != null) {
            Files.write(file, Json.text(report).getBytes(StandardCharsets.UTF_8));
        }
    }
}
