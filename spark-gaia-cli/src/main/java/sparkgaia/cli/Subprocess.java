package sparkgaia.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another program, run to its end or to a deadline; what it prints counts only if it fails. */
final class Subprocess {
    private static final int ERROR_BYTES_MAX = 64 << 10;
    private static final Duration KILL_WAIT = Duration.ofSeconds(5);

    private Subprocess() {}

    /** That a program failed: which, how, and the last thing that it said. */
    static final class Failure extends IOException {
        private final String lastWords;

        private Failure(List<String> command, String how, String lastWords) {
            super(
                    "'"
                            + String.join(" ", command)
                            + "' "
                            + how
                            + (lastWords.isEmpty() ? "" : ": " + lastWords));
            this.lastWords = lastWords;
        }

        String lastWords() {
            return lastWords;
        }
    }

    /** Runs a command in a folder; a {@link Failure} if it cannot be run, is too slow or does not succeed. */
    static void run(List<String> command, Path folder, Duration deadline) throws IOException {
        run(command, folder, deadline, false);
    }

    /** The same for a program that says on its standard output what went wrong. */
    static void runTalkative(List<String> command, Path folder, Duration deadline)
            throws IOException {
        run(command, folder, deadline, true);
    }

    private static void run(
            List<String> command, Path folder, Duration deadline, boolean isTalkative)
            throws IOException {
        Path errors = Files.createTempFile(folder, "stderr-", ".txt");
        try {
            var builder = new ProcessBuilder(command).directory(folder.toFile());
            // What went wrong is told apart by its words, so they must be the untranslated ones.
            builder.environment().put("LC_ALL", "C");
            if (isTalkative) {
                builder.redirectErrorStream(true);
                builder.redirectOutput(errors.toFile());
            } else {
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
                builder.redirectError(errors.toFile());
            }
            Process process = start(command, builder);
            try {
                process.getOutputStream().close();
                if (!awaits(process, deadline)) {
                    String how = "was stopped after " + deadline.toSeconds() + " s";
                    throw new Failure(command, how, lastLine(errors));
                }
                if (process.exitValue() != 0) {
                    String how = "failed with status " + process.exitValue();
                    throw new Failure(command, how, lastLine(errors));
                }
            } finally {
                stop(process);
            }
        } finally {
            Files.deleteIfExists(errors);
        }
    }

    private static Process start(List<String> command, ProcessBuilder builder) throws Failure {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new Failure(command, "cannot be run", String.valueOf(e.getMessage()));
        }
    }

    private static boolean awaits(Process process, Duration deadline) throws IOException {
        try {
            return process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another program was running");
        }
    }

    private static void stop(Process process) {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(KILL_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String lastLine(Path errors) throws IOException {
        try (FileChannel channel = FileChannel.open(errors)) {
            channel.position(Math.max(0, channel.size() - ERROR_BYTES_MAX));
            ByteBuffer tail = ByteBuffer.allocate(ERROR_BYTES_MAX);
            int read =
                    Channels.newInputStream(channel).readNBytes(tail.array(), 0, tail.capacity());
            String text = new String(tail.array(), 0, read, StandardCharsets.UTF_8);
            return text.lines()
                    .map(String::strip)
                    .filter(l -> !l.isEmpty())
                    .reduce("", (a, b) -> b);
        }
    }
}
