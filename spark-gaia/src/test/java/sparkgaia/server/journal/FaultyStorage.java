package sparkgaia.server.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * Real files, of which one operation fails, and a power cut that leaves what a power cut may leave: what was synced, and of the
 * rest some sectors, some lengths and some names. After a sync that failed nothing of it is tried again.
 */
final class FaultyStorage implements Storage {
    /** What goes wrong. */
    enum Fault {
        NONE,
        /** The disk is full: nothing of it is done. */
        FULL,
        /** A write ends half way. */
        PART,
        /** An error of the disk. */
        ERROR,
        /** An error that passes: what comes after it goes well. */
        PASSING
    }

    private final Storage real = new RealStorage();
    private final Fault fault;
    private final String kind;
    private final int failing;
    private final TreeMap<Path, Content> names = new TreeMap<>();
    private final TreeMap<Path, Content> syncedNames = new TreeMap<>();
    private int operations;
    private String struck;
    private boolean isMended;

    /** Bytes that are on the disk for sure, and which others have been written. */
    private static final class Content {
        private byte[] synced = {};
        private final List<long[]> dirty = new ArrayList<>();
    }

    /** Of the operations of a kind the one of this number fails, counted from 1, and all of any kind after it. */
    FaultyStorage(Fault fault, String kind, int failing) {
        this.fault = fault;
        this.kind = kind;
        this.failing = failing;
    }

    /** What is in the folder, and no faults: as quick as it can be, for nothing is really synced. */
    static FaultyStorage faultless(Path folder) throws IOException {
        var storage = new FaultyStorage(Fault.NONE, "", Integer.MAX_VALUE);
        storage.adopt(folder);
        return storage;
    }

    private boolean isFull() {
        return fault == Fault.FULL || fault == Fault.PART;
    }

    /** What has failed, or null. */
    synchronized String struck() {
        return struck;
    }

    private boolean strikes(String what) throws IOException {
        operations += what.equals(kind) ? 1 : 0;
        boolean isFirst = struck == null && operations == failing;
        boolean isLater = struck != null && fault != Fault.PASSING && !isMended;
        if (!isFirst && !isLater) {
            return false;
        }
        struck = struck == null ? what : struck;
        if (fault == Fault.PART && what.equals("write")) {
            return true;
        }
        throw new IOException(isFull() ? "No space left on device" : "Input/output error");
    }

    /** Takes in what is there already, as synced. */
    private synchronized void adopt(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        for (String name : real.list(folder)) {
            Path path = folder.resolve(name);
            var content = new Content();
            content.synced = Files.readAllBytes(path);
            names.put(path, content);
            syncedNames.put(path, content);
        }
    }

    /** What the disk holds after a power cut: asked while all goes on, and put there when nobody writes any more. */
    interface Cut {
        void apply() throws IOException;
    }

    /** The power is cut now. */
    synchronized Cut cutPower(Path folder, Random random) throws IOException {
        var kept = new TreeMap<>(random.nextBoolean() ? names : syncedNames);
        var contents = new TreeMap<Path, byte[]>();
        for (var entry : kept.entrySet()) {
            contents.put(entry.getKey(), left(entry.getKey(), entry.getValue(), random));
        }
        return () -> {
            for (String name : real.list(folder)) {
                Files.delete(folder.resolve(name));
            }
            for (var entry : contents.entrySet()) {
                Files.write(entry.getKey(), entry.getValue());
            }
        };
    }

    /** From now on nothing fails. */
    synchronized void mend() {
        isMended = true;
    }

    /** What is left of a file. */
    private byte[] left(Path path, Content content, Random random) throws IOException {
        Path now = names.get(path) == content ? path : nameOf(content);
        if (now == null) {
            return content.synced;
        }
        byte[] volatileBytes = Files.readAllBytes(now);
        int shortest = Math.min(content.synced.length, volatileBytes.length);
        int length = shortest + random.nextInt(volatileBytes.length - shortest + 1);
        byte[] left = Arrays.copyOf(content.synced, length);
        int mode = random.nextInt(3);
        for (int at = 0; at < length; at += Scan.SECTOR_BYTES) {
            int end = Math.min(length, at + Scan.SECTOR_BYTES);
            if (mode == 0 || mode == 1 && random.nextBoolean()) {
                System.arraycopy(volatileBytes, at, left, at, end - at);
            }
        }
        return left;
    }

    private Path nameOf(Content content) {
        for (var entry : names.entrySet()) {
            if (entry.getValue() == content) {
                return entry.getKey();
            }
        }
        return null;
    }

    @Override
    public synchronized File create(Path path) throws IOException {
        strikes("create");
        var content = new Content();
        names.put(path, content);
        return new FaultyFile(real.create(path), content);
    }

    @Override
    public synchronized File open(Path path) throws IOException {
        return new FaultyFile(real.open(path), names.get(path));
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        strikes("rename");
        real.rename(from, to);
        names.put(to, names.remove(from));
    }

    @Override
    public synchronized void delete(Path path) throws IOException {
        strikes("delete");
        real.delete(path);
        names.remove(path);
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        real.makeFolder(folder);
    }

    @Override
    public synchronized void syncFolder(Path folder) throws IOException {
        strikes("sync of the folder");
        syncedNames.clear();
        syncedNames.putAll(names);
    }

    @Override
    public List<String> list(Path folder) throws IOException {
        return real.list(folder);
    }

    private final class FaultyFile implements File {
        private final File file;
        private final Content content;

        FaultyFile(File file, Content content) {
            this.file = file;
            this.content = content;
        }

        @Override
        public void write(ByteBuffer bytes, long at) throws IOException {
            synchronized (FaultyStorage.this) {
                boolean isPart = strikes("write");
                if (isPart) {
                    bytes.limit(bytes.position() + bytes.remaining() / 2);
                }
                content.dirty.add(new long[] {at, at + bytes.remaining()});
                file.write(bytes, at);
                if (isPart) {
                    throw new IOException("No space left on device");
                }
            }
        }

        @Override
        public int read(ByteBuffer into, long at) throws IOException {
            return file.read(into, at);
        }

        @Override
        public void sync() throws IOException {
            synchronized (FaultyStorage.this) {
                var dirty = List.copyOf(content.dirty);
                content.dirty.clear();
                strikes("sync");
                byte[] synced = Arrays.copyOf(content.synced, Math.toIntExact(file.size()));
                for (long[] range : dirty) {
                    int end = (int) Math.min(range[1], synced.length);
                    var into = ByteBuffer.wrap(synced, (int) range[0], end - (int) range[0]);
                    while (into.hasRemaining() && file.read(into, into.position()) > 0) {
                        continue;
                    }
                }
                content.synced = synced;
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            synchronized (FaultyStorage.this) {
                strikes("truncate");
                file.truncate(size);
            }
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
