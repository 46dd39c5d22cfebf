package sparkgaia.spark;

import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.impl.OpenFileParameters;
import org.apache.spark.TaskContext;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The local file system, which in executors writes down what is opened, and in which region: whatever reads a file comes
 * by here.
 */
public final class OpenedFiles extends LocalFileSystem {
    private static final String FOLDER = "GAIA_TEST_OPENED";

    public OpenedFiles() {
        super(new Raw());
    }

    /** @param region of the task that opened it, or ? if none did */
    public record Opened(String region, String path) {}

    /** What an application sets so that its executors write it down there. */
    public static Map<String, String> conf(Path folder) throws IOException {
        Files.createDirectory(in(folder));
        return Map.of(
                "spark.hadoop.fs.file.impl",
                OpenedFiles.class.getName(),
                "spark.executorEnv." + FOLDER,
                in(folder).toString());
    }

    private static Path in(Path folder) {
        return folder.resolve("opened");
    }

    private static List<Path> notes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(in(folder))) {
            return files.toList();
        }
    }

    public static void forget(Path folder) throws IOException {
        for (Path note : notes(folder)) {
            Files.write(note, new byte[0]);
        }
    }

    public static List<Opened> told(Path folder) throws IOException {
        var told = new ArrayList<Opened>();
        for (Path note : notes(folder)) {
            for (String line : Files.readAllLines(note)) {
                int end = line.indexOf(' ');
                told.add(new Opened(line.substring(0, end), line.substring(end + 1)));
            }
        }
        return told;
    }

    private static synchronized void note(org.apache.hadoop.fs.Path path) throws IOException {
        String folder = System.getenv(FOLDER);
        if (folder != null) {
            TaskContext task = TaskContext.get();
            String region = task == null ? "?" : RegionLabel.of(task.resourcesJMap());
            Files.writeString(
                    Path.of(folder, String.valueOf(ProcessHandle.current().pid())),
                    region + " " + path.toUri().getPath() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    /** What every way to open a file ends in. */
    private static final class Raw extends RawLocalFileSystem {
        @Override
        public FSDataInputStream open(org.apache.hadoop.fs.Path path, int buffer)
                throws IOException {
            note(path);
            return super.open(path, buffer);
        }

        @Override
        protected CompletableFuture<FSDataInputStream> openFileWithOptions(
                org.apache.hadoop.fs.Path path, OpenFileParameters parameters) throws IOException {
            note(path);
            return super.openFileWithOptions(path, parameters);
        }
    }
}
