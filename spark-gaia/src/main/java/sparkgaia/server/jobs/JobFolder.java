package sparkgaia.server.jobs;

import io.netty.util.concurrent.EventExecutor;

import sparkgaia.server.journal.BadJournal;
import sparkgaia.server.journal.Disk;
import sparkgaia.server.journal.Journal;
import sparkgaia.server.journal.JournalName;
import sparkgaia.server.journal.RecordLog;
import sparkgaia.wire.BadJob;
import sparkgaia.wire.Declared;
import sparkgaia.wire.JobDescription;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where jobs are on disk: {@code jobs/KEY/job} says what a job is, {@code jobs/KEY/N} is the journal of partition N, and
 * {@code over/KEY} is what is left of a job that is over.
 */
final class JobFolder implements JobStore {
    private static final String JOB = "job";

    private final Path jobs;
    private final Path over;
    private final Disk disk;

    JobFolder(Path data, Disk disk) throws IOException {
        this.disk = disk;
        this.jobs = Files.createDirectories(data.resolve("jobs"));
        this.over = Files.createDirectories(data.resolve("over"));
    }

    @Override
    public RecordLog log(
            JournalName name, Declared declared, EventExecutor loop, Journal.Listener listener)
            throws BadJournal, IOException {
        Path folder = jobs.resolve(name.job()).resolve(String.valueOf(name.partition()));
        return Journal.open(disk, folder, name, declared, loop, listener);
    }

    @Override
    public void keep(Kept job) throws IOException {
        Path folder = Files.createDirectories(jobs.resolve(job.key()));
        write(folder.resolve(JOB), job.run() + "\n" + job.description().text());
        sync(jobs);
    }

    @Override
    public List<Kept> jobs() throws IOException {
        var found = new ArrayList<Kept>();
        for (Path folder : sorted(jobs)) {
            Path file = folder.resolve(JOB);
            if (!Files.exists(file)) {
                // A crash has struck before the job was kept, or while it was being removed.
                remove(folder);
                continue;
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            int end = text.indexOf('\n');
            try {
                found.add(
                        new Kept(
                                folder.getFileName().toString(),
                                text.substring(0, Math.max(0, end)),
                                JobDescription.parse(text.substring(end + 1))));
            } catch (BadJob e) {
                throw new IOException(
                        file + ": " + e.getMessage() + "; restore it, or remove " + folder, e);
            }
        }
        return found;
    }

    @Override
    public void bury(Tombstone tombstone) throws IOException {
        write(
                over.resolve(tombstone.key()),
                tombstone.run()
                        + "\n"
                        + tombstone.isFailed()
                        + "\n"
                        + tombstone.atMillis()
                        + "\n"
                        + tombstone.text().replace('\n', ' ')
                        + "\n");
        Path folder = jobs.resolve(tombstone.key());
        Files.deleteIfExists(folder.resolve(JOB));
        remove(folder);
    }

    @Override
    public List<Tombstone> tombstones() throws IOException {
        var found = new ArrayList<Tombstone>();
        for (Path file : sorted(over)) {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            if (lines.size() < 4) {
                throw new IOException(file + ": is cut off; remove it");
            }
            found.add(
                    new Tombstone(
                            file.getFileName().toString(),
                            lines.get(0),
                            Boolean.parseBoolean(lines.get(1)),
                            Long.parseLong(lines.get(2)),
                            lines.get(3)));
        }
        return found;
    }

    @Override
    public void forget(Tombstone tombstone) throws IOException {
        Files.deleteIfExists(over.resolve(tombstone.key()));
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().endsWith(".new"))
                    .sorted()
                    .toList();
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        sync(file.getParent());
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
