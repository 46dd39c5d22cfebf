package sparkgaia.cli;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;

/** The option {@code --json}, for programs that read what a command has found. */
final class JsonFile {
    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "also write the result to this file, as JSON")
    private Path file;

    /** Null if there is none. */
    Path file() {
        return file;
    }

    void write(Object report) throws IOException {
        if (file != null) {
            OutputFile.write(file, Json.text(report));
        }
    }
}
