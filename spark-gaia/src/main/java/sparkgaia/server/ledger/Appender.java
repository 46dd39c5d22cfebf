package sparkgaia.server.ledger;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The end of a file: a line is written whole or not at all. A random access file and no channel, because an interrupted
 * thread would close a channel for all others. {@link #append} is for one thread at a time, {@link #sync} for any.
 */
final class Appender implements AutoCloseable {
    private final Path path;
    private final RandomAccessFile file;
    private final Object syncing = new Object();
    private long length;
    private boolean isTorn;
    private boolean isClosed;

    /** What is behind this length is cut off. */
    Appender(Path path, long length) throws IOException {
        this.path = path;
        this.file = new RandomAccessFile(path.toFile(), "rw");
        this.length = length;
        try {
            cut();
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    long length() {
        return length;
    }

    void append(byte[] line) throws IOException {
        if (isTorn) {
            cut();
        }
        try {
            file.write(line);
        } catch (IOException e) {
            isTorn = true;
            try {
                cut();
            } catch (IOException again) {
                e.addSuppressed(again); // the next append tries to cut it off once more
            }
            throw e;
        }
        length += line.length;
    }

    private void cut() throws IOException {
        file.setLength(length);
        file.seek(length);
        isTorn = false;
    }

    void sync() throws IOException {
        synchronized (syncing) {
            if (!isClosed) {
                file.getFD().sync();
            }
        }
    }

    /** Makes the folder's list of files durable. */
    static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (syncing) {
            isClosed = true;
            file.close();
        }
    }
}
