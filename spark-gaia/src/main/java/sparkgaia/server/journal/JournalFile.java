package sparkgaia.server.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** A file of a journal that is being written, at its end. One thread at a time writes; another may sync. */
final class JournalFile implements Closeable {
    private final Storage.File file;
    private final Header header;
    private final Path path;
    private final Entries mark = Entries.mark();
    private long position;

    JournalFile(Storage.File file, Header header, Path path, long position) {
        this.file = file;
        this.header = header;
        this.path = path;
        this.position = position;
    }

    /** Begins a file under a name that recovery does not heed. */
    static JournalFile create(Storage storage, Path folder, Header header) throws IOException {
        Path path = Folder.partial(folder, header.number());
        Storage.File file = storage.create(path);
        var created = new JournalFile(file, header, path, header.length());
        try {
            file.write(header.bytes(), 0);
            return created;
        } catch (IOException e) {
            created.close();
            throw e;
        }
    }

    void write(Entries entries) throws IOException {
        file.write(entries.sealed(header.salt(), position), position);
        position += entries.size();
    }

    /** Says that all before is durable, to whoever reads it. */
    void mark() throws IOException {
        write(mark);
    }

    void sync() throws IOException {
        file.sync();
    }

    /** Of the next byte. */
    long position() {
        return position;
    }

    Header header() {
        return header;
    }

    Path path() {
        return path;
    }

    /** The same file after it was renamed. */
    JournalFile renamed(Path to) {
        return new JournalFile(file, header, to, position);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
