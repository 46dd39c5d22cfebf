package sparkgaia.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The folder of journals and ledger, held by one process at a time: by a lock that ends with the process, however it
 * ends. The file of the lock says which process it is.
 */
public final class DataFolder implements AutoCloseable {
    static final String LOCK = "sidecar.lock";
    private static final int PROCESS_ID_BYTES_MAX = 32;
    private static final double MEGABYTE = 1e6;

    private final Path folder;
    private final FileChannel channel;

    private DataFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the folder, made for its owner alone if it is not there.
     *
     * @param freeMin the bytes that must be free on its disk
     */
    public static DataFolder open(Path folder, long freeMin) throws CannotStart {
        make(folder);
        FileChannel channel = openLock(folder);
        try {
            take(folder, channel);
            checkFree(folder, freeMin);
            return new DataFolder(folder, channel);
        } catch (CannotStart e) {
            try {
                channel.close();
            } catch (IOException alsoBroken) {
                e.addSuppressed(alsoBroken);
            }
            throw e;
        }
    }

    private static void make(Path folder) throws CannotStart {
        try {
            if (!Files.exists(folder)) {
                Files.createDirectories(folder);
                makePrivate(folder);
            }
        } catch (IOException e) {
            throw unusable(folder, "cannot be made", e);
        }
        if (!Files.isDirectory(folder)) {
            throw new CannotStart(
                    "the data folder " + folder + " is a file; choose a folder in gaia.data");
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(
                    folder,
                    Set.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE));
        }
    }

    private static FileChannel openLock(Path folder) throws CannotStart {
        try {
            return FileChannel.open(
                    folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unusable(folder, "cannot be written to", e);
        }
    }

    private static void take(Path folder, FileChannel channel) throws CannotStart {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw inUse(folder);
        } catch (IOException e) {
            throw unusable(folder, "cannot be locked", e);
        }
        if (lock == null) {
            throw inUse(folder);
        }
        try {
            String id = ProcessHandle.current().pid() + "\n";
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(id.getBytes(StandardCharsets.US_ASCII)), 0);
        } catch (IOException e) {
            throw unusable(folder, "cannot be written to", e);
        }
    }

    /** Throws if a process holds the folder, and changes nothing. */
    public static void refuseIfHeld(Path folder) throws CannotStart {
        if (holderNow(folder).isPresent()) {
            throw inUse(folder);
        }
    }

    private static CannotStart inUse(Path folder) {
        return new CannotStart(
                "the data folder "
                        + folder
                        + " is in use by "
                        + holder(folder).map(id -> "process " + id).orElse("another process")
                        + "; stop it, or give this sidecar a folder of its own in gaia.data");
    }

    private static CannotStart unusable(Path folder, String what, IOException e) {
        return new CannotStart(
                "the data folder "
                        + folder
                        + " "
                        + what
                        + " ("
                        + e
                        + "); check its permissions and its disk",
                e);
    }

    private static void checkFree(Path folder, long freeMin) throws CannotStart {
        long free = free(folder);
        if (free < freeMin) {
            throw new CannotStart(
                    String.format(
                            Locale.ROOT,
                            "the disk of the data folder %s has %.0f MB free, less than gaia.disk.freeMin = %.0f MB;"
                                    + " make room, or lower that setting",
                            folder,
                            free / MEGABYTE,
                            freeMin / MEGABYTE));
        }
    }

    /** Bytes that are free for us on the disk of a folder. */
    public static long free(Path folder) {
        return folder.toFile().getUsableSpace();
    }

    /** The process that holds the folder now, if one does that says which it is. */
    public static Optional<Long> holderNow(Path folder) {
        Path file = folder.resolve(LOCK);
        if (!Files.isWritable(file)) {
            return Optional.empty();
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                lock.release();
                return Optional.empty();
            }
        } catch (OverlappingFileLockException e) {
            return holder(folder);
        } catch (IOException e) {
            return Optional.empty();
        }
        return holder(folder);
    }

    private static Optional<Long> holder(Path folder) {
        Path file = folder.resolve(LOCK);
        try {
            if (Files.size(file) > PROCESS_ID_BYTES_MAX) {
                return Optional.empty();
            }
            return Optional.of(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    public Path path() {
        return folder;
    }

    /** Lets go of it. The file of the lock stays: to delete it would let two in. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
