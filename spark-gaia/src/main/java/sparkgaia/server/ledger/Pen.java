package sparkgaia.server.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Writes records one after the other: it numbers and chains them, signs, and begins a new file when one is full. A
 * failed write leaves everything as it was. Not for two threads, but for {@link Appender#sync}.
 */
final class Pen implements AutoCloseable {
    private final Path folder;
    private final String region;
    private final SigningKey key;
    private final Clock clock;
    private final long fileBytesMax;
    private final Books books;

    private Appender file;
    private int fileNumber;
    private long last;
    private String hash;
    private long unsigned;

    /** Goes on where a ledger was found to end, with a record of the start and a signature over all before it. */
    Pen(Path folder, String region, SigningKey key, Clock clock, long fileBytesMax, Found found)
            throws IOException {
        this.folder = folder;
        this.region = region;
        this.key = key;
        this.clock = clock;
        this.fileBytesMax = fileBytesMax;
        this.books = found.books;
        this.last = found.chain.last();
        this.hash = found.chain.hash();
        this.unsigned = found.unsigned;
        this.fileNumber = Math.max(1, found.file);
        this.file = new Appender(LedgerFiles.path(folder, fileNumber), found.goodBytes);
        try {
            begin(found);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private void begin(Found found) throws IOException {
        if (found.goodBytes == 0) {
            put(file, entry(books.begun(region, fileNumber)));
        }
        String digest = found.torn.length == 0 ? "" : Hashes.sha256(found.torn);
        write(new Content.Started(found.torn.length, digest));
        sign();
        file.sync();
        Appender.syncFolder(folder);
    }

    void write(Content content) throws IOException {
        Entry entry = entry(content);
        byte[] line = Line.of(entry);
        if (file.length() + line.length > fileBytesMax) {
            turnOver();
            entry = entry(content);
        }
        put(file, entry);
        if (content instanceof Egress egress) {
            books.count(entry.time(), egress);
        }
    }

    /** Signs what is not signed. */
    void sign() throws IOException {
        if (unsigned == 0) {
            return;
        }
        var blank = new Content.Signed(key.fingerprint(), key.algorithm(), "");
        Entry entry = entry(blank);
        try {
            var signed =
                    new Content.Signed(
                            key.fingerprint(), key.algorithm(), key.sign(Line.signedBytes(entry)));
            put(file, new Entry(entry.number(), entry.time(), signed, entry.previous()));
        } catch (GeneralSecurityException e) {
            throw new IOException("the region's key does not sign: " + e.getMessage(), e);
        }
        unsigned = 0;
    }

    private Entry entry(Content content) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Entry(last + 1, now, content, hash);
    }

    private void put(Appender to, Entry entry) throws IOException {
        byte[] line = Line.of(entry);
        to.append(line);
        last = entry.number();
        hash = Line.hash(line);
        unsigned++;
    }

    private void turnOver() throws IOException {
        sign();
        file.sync();
        Path path = LedgerFiles.path(folder, fileNumber + 1);
        var next = new Appender(path, 0);
        try {
            Appender.syncFolder(folder);
            put(next, entry(books.begun(region, fileNumber + 1)));
        } catch (IOException e) {
            next.close();
            Files.deleteIfExists(path);
            throw e;
        }
        file.close();
        file = next;
        fileNumber++;
    }

    Appender file() {
        return file;
    }

    Books books() {
        return books;
    }

    long last() {
        return last;
    }

    String hash() {
        return hash;
    }

    long unsigned() {
        return unsigned;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
