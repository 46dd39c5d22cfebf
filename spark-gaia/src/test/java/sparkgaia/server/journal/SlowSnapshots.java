package sparkgaia.server.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Real files; the sync of a snapshot waits until it is let go. */
final class SlowSnapshots implements Storage {
    private final Storage real = new RealStorage();
    private final CountDownLatch isHeld;

    SlowSnapshots(CountDownLatch isHeld) {
        this.isHeld = isHeld;
    }

    @Override
    public File create(Path path) throws IOException {
        File file = real.create(path);
        return path.endsWith("2.part") ? new SlowFile(file) : file;
    }

    @Override
    public File open(Path path) throws IOException {
        return real.open(path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        real.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        real.delete(path);
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        real.makeFolder(folder);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        real.syncFolder(folder);
    }

    @Override
    public List<String> list(Path folder) throws IOException {
        return real.list(folder);
    }

    private final class SlowFile implements File {
        private final File file;

        SlowFile(File file) {
            this.file = file;
        }

        @Override
        public void write(ByteBuffer bytes, long at) throws IOException {
            file.write(bytes, at);
        }

        @Override
        public int read(ByteBuffer into, long at) throws IOException {
            return file.read(into, at);
        }

        @Override
        public void sync() throws IOException {
            JournalTest.await(isHeld);
            file.sync();
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
