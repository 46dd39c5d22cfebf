package sparkgaia.server.journal;

import sparkgaia.core.Record;
import sparkgaia.server.journal.BadJournal.Reason;
import sparkgaia.wire.BadFrame;
import sparkgaia.wire.RecordReader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads the entries of a file from the first to the last that is whole, and tells an end that a crash tore from damage.
 *
 * <p>A mark says that all before it was on the disk, and the first one stands at the end of the snapshot before the file gets its
 * name. So what is not as it was written is damage if a mark follows or if none came before. Behind the last mark is what was being
 * written: a crash leaves it short, or leaves sectors of zeros in it; anything else there is damage too.
 */
final class Scan {
    /** What a disk writes whole or not at all. */
    static final int SECTOR_BYTES = 512;

    private static final int BUFFER_BYTES = 1 << 20;

    private final Storage.File file;
    private final Path path;
    private final Entries.Check check;
    private final long size;
    private byte[] buffer;
    private long bufferAt;
    private int filled;

    private long at;
    private long snapshotEnd = -1;
    private long marked;
    private long records;

    Scan(Storage.File file, Path path, Header header) throws IOException {
        this.file = file;
        this.path = path;
        this.check = new Entries.Check(header.salt());
        this.size = file.size();
        this.at = header.length();
        this.buffer = new byte[(int) Math.min(BUFFER_BYTES, size)];
    }

    /** Feeds all whole records, once. */
    void read(RecordReader reader, Consumer<Record> into) throws BadJournal, IOException {
        while (at < size) {
            String flaw = next(reader, into);
            if (flaw != null) {
                judge(flaw);
                return;
            }
        }
        if (snapshotEnd < 0) {
            throw damaged("it ends in its snapshot");
        }
    }

    /** What is wrong with the entry here, or null: then it was taken. */
    private String next(RecordReader reader, Consumer<Record> into) throws BadJournal, IOException {
        if (size - at < Entries.HEAD_BYTES) {
            return SHORT;
        }
        int head = load(at, Entries.HEAD_BYTES);
        if (!check.isHead(buffer, head, at)) {
            return isTorn(at, Entries.HEAD_BYTES) ? ZEROS : "the head of an entry has changed";
        }
        int length = Entries.length(buffer, head);
        int sum = Entries.bodySum(buffer, head);
        if (length < 0 || length > reader.bytesMax()) {
            throw unknown("an entry of " + length + " bytes");
        }
        if (size - at < Entries.bytes(length)) {
            return SHORT;
        }
        if (length == 0) {
            at += Entries.HEAD_BYTES;
            marked = at;
            snapshotEnd = snapshotEnd < 0 ? at : snapshotEnd;
            return null;
        }
        int body = load(at + Entries.HEAD_BYTES, length);
        if (!check.isBody(buffer, body, length, sum)) {
            return isTorn(at, Entries.bytes(length)) ? ZEROS : "a record has changed";
        }
        try {
            Record record = reader.read(buffer, body, body + length);
            if (record != null) {
                into.accept(record);
                records++;
            }
        } catch (BadFrame e) {
            throw unknown(e.getMessage());
        }
        at += Entries.bytes(length);
        return null;
    }

    private static final String SHORT = "the file ends in an entry";
    private static final String ZEROS = "there are zeros in an entry";

    /** Returns if what is wrong here is what a crash leaves of a write, or throws. */
    private void judge(String flaw) throws BadJournal, IOException {
        boolean isTear = flaw.equals(SHORT) || flaw.equals(ZEROS);
        if (snapshotEnd < 0) {
            throw damaged(flaw + ", in its snapshot");
        }
        if (!isTear) {
            throw damaged(flaw);
        }
        long mark = markAfter(at);
        if (mark >= 0) {
            throw damaged(flaw + ", and byte " + mark + " says that it was on the disk before");
        }
    }

    private BadJournal damaged(String flaw) {
        return new BadJournal(Reason.DAMAGED, path, "byte " + at + ": " + flaw, BadJournal.LOST);
    }

    private BadJournal unknown(String flaw) {
        return new BadJournal(
                Reason.RECORD,
                path,
                "byte " + at + ": " + flaw,
                "run the release that wrote it, with the job's own settings");
    }

    /** Whether a sector has nothing but zeros in these bytes. */
    private boolean isTorn(long from, long length) throws IOException {
        long end = Math.min(size, from + length);
        long piece = from;
        while (piece < end) {
            long next = Math.min(end, (piece / SECTOR_BYTES + 1) * SECTOR_BYTES);
            int start = load(piece, (int) (next - piece));
            boolean isZero = true;
            for (int i = 0; i < next - piece; i++) {
                isZero &= buffer[start + i] == 0;
            }
            if (isZero) {
                return true;
            }
            piece = next;
        }
        return false;
    }

    /** Where the next mark is, or -1. */
    private long markAfter(long from) throws IOException {
        for (long place = from; place <= size - Entries.HEAD_BYTES; place++) {
            int start = load(place, Entries.HEAD_BYTES);
            if (check.isMark(buffer, start, place)) {
                return place;
            }
        }
        return -1;
    }

    /** Where in the buffer these bytes of the file are now. */
    private int load(long from, int length) throws IOException {
        if (from < bufferAt || from + length > bufferAt + filled) {
            if (length > buffer.length || buffer.length > BUFFER_BYTES && length <= BUFFER_BYTES) {
                buffer = new byte[Math.max(length, BUFFER_BYTES)];
            }
            bufferAt = from;
            filled = 0;
            var into = ByteBuffer.wrap(buffer);
            while (filled < length) {
                int more = file.read(into, from + filled);
                if (more < 0) {
                    throw new IOException(path + " became shorter while it was read");
                }
                filled += more;
            }
        }
        return (int) (from - bufferAt);
    }

    /** Behind the last whole entry. */
    long end() {
        return at;
    }

    long cutBytes() {
        return size - at;
    }

    /** Behind the last mark: what is before was durable. */
    long marked() {
        return marked;
    }

    long snapshotEnd() {
        return snapshotEnd;
    }

    long records() {
        return records;
    }
}
