package sparkgaia.server.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** What a journal needs of a file system. */
interface Storage {
    /** Makes an empty file, or empties the one of this name. */
    File create(Path path) throws IOException;

    File open(Path path) throws IOException;

    /** Atomic; another file of the new name is gone. */
    void rename(Path from, Path to) throws IOException;

    void delete(Path path) throws IOException;

    /** Makes it and those above it that are missing, to stay. */
    void makeFolder(Path folder) throws IOException;

    /** What was created, renamed and deleted in it stays so. */
    void syncFolder(Path folder) throws IOException;

    /** The names of what is in it. */
    List<String> list(Path folder) throws IOException;

    /** An open file. It may be synced by one thread while another writes. */
    interface File extends Closeable {
        /** All of it, or it fails. */
        void write(ByteBuffer bytes, long at) throws IOException;

        /** As {@link java.nio.channels.FileChannel#read(ByteBuffer, long)}. */
        int read(ByteBuffer into, long at) throws IOException;

        /** What was written is on the disk, and the length that it takes to read it. */
        void sync() throws IOException;

        void truncate(long size) throws IOException;

        long size() throws IOException;
    }
}
