package sparkgaia.server.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A ledger, read from its first byte to its last and found whole: every record unchanged, in its place, and signed by
 * its region's key, but for those at the end that are not signed yet.
 */
public final class LedgerAudit {
    private final Path folder;
    private final Signatures signatures;
    private final boolean isPartial;
    private final Left left = new Left();
    private final Claims claims = new Claims();
    private final List<String> warnings = new ArrayList<>();

    private Chain chain;
    private Books books;
    private String region;
    private int files;
    private long first;
    private Instant firstTime;
    private Instant lastTime;
    private long unsigned;
    private int tornBytes;
    private long backwards;

    private LedgerAudit(Path folder, Certificates trustedOrNull, boolean isPartial)
            throws IOException {
        this.folder = folder;
        this.signatures = new Signatures(folder, trustedOrNull);
        this.isPartial = isPartial;
    }

    /**
     * Reads a ledger.
     *
     * @param trustedOrNull certificates of regions, or of the authority that issued them; null to believe those that lie
     *     in the ledger itself, which proves no more than that it was not damaged by chance
     * @param isPartial whether files may be missing at the beginning
     */
    public static LedgerAudit of(Path folder, Certificates trustedOrNull, boolean isPartial)
            throws BadLedger, IOException {
        var audit = new LedgerAudit(folder, trustedOrNull, isPartial);
        audit.read();
        audit.warn(trustedOrNull == null);
        return audit;
    }

    private void read() throws BadLedger, IOException {
        List<LedgerFiles.Part> parts = LedgerFiles.of(folder);
        if (parts.isEmpty()) {
            throw new BadLedger(BadLedger.Reason.FILES, folder, "there is no ledger in it");
        }
        int begin = parts.get(0).number();
        if (begin > 1 && !isPartial) {
            throw new BadLedger(
                    BadLedger.Reason.FILES,
                    folder,
                    "begins with file "
                            + begin
                            + ", so what left before it is not known; --partial audits the rest");
        }
        chain = begin == 1 ? new Chain() : Chain.fromAnywhere();
        books = begin == 1 ? new Books() : null;
        for (LedgerFiles.Part part : parts) {
            readFile(part, part.number() == parts.get(parts.size() - 1).number());
        }
    }

    private void readFile(LedgerFiles.Part part, boolean isNewest) throws BadLedger, IOException {
        long[] count = {0};
        byte[] torn =
                part.lines(
                        (where, line) -> {
                            Entry entry = chain.next(where, line);
                            Object place = where.ofRecord(entry.number());
                            take(place, entry, part.number(), count[0] == 0);
                            count[0]++;
                        });
        signatures.compute();
        if (torn.length > 0 && !isNewest) {
            throw new BadLedger(
                    BadLedger.Reason.FORM,
                    part.path(),
                    "ends within a record, and is not the last file");
        }
        if (count[0] == 0 && !isNewest) {
            throw new BadLedger(BadLedger.Reason.FILES, part.path(), "is empty");
        }
        tornBytes = torn.length;
        files++;
    }

    private void take(Object where, Entry entry, int file, boolean isFirst) throws BadLedger {
        if (region == null) {
            first = entry.number();
            firstTime = entry.time();
        }
        if (entry.content() instanceof Content.FileBegun begun) {
            begin(where, begun, file, isFirst);
        } else {
            FileCheck.check(where, isFirst);
        }
        if (lastTime != null && entry.time().isBefore(lastTime)) {
            backwards++;
        }
        lastTime = entry.time();
        unsigned++;
        if (entry.content() instanceof Egress egress) {
            books.count(entry.time(), egress);
            left.count(entry.time(), egress);
        } else if (entry.content() instanceof Content.Heard heard) {
            claims.add(entry.number(), heard);
        } else if (entry.content() instanceof Content.Started started && started.cutBytes() > 0) {
            warnings.add(
                    "record "
                            + entry.number()
                            + ": "
                            + started.cutBytes()
                            + " bytes of a torn record were cut off when the sidecar started again");
        } else if (entry.content() instanceof Content.Signed) {
            signatures.take(where, entry, region);
            unsigned = 0;
        }
    }

    private void begin(Object where, Content.FileBegun begun, int file, boolean isFirst)
            throws BadLedger {
        FileCheck.check(where, isFirst, begun, file, region == null ? begun.region() : region);
        region = begun.region();
        if (books == null) {
            books = Books.of(begun);
        } else if (!books.begun(region, file).equals(begun)) {
            throw new BadLedger(
                    BadLedger.Reason.TOTAL,
                    where,
                    "states other totals than the records before it add up to");
        }
    }

    private void warn(boolean isSelfSigned) throws BadLedger {
        if (region == null) {
            throw new BadLedger(BadLedger.Reason.FILES, folder, "there is no whole record in it");
        }
        if (first > 1) {
            warnings.add("the records before " + first + " are not here and were not audited");
        }
        if (unsigned > 0) {
            warnings.add(
                    "the last "
                            + unsigned
                            + (unsigned == 1 ? " record is" : " records are")
                            + " not signed yet, from "
                            + (last() - unsigned + 1)
                            + " on: who can write the file could have changed them");
        }
        if (tornBytes > 0) {
            warnings.add(
                    "the last "
                            + tornBytes
                            + " bytes are no whole record: a crash, or it is being written");
        }
        if (backwards > 0) {
            warnings.add("time goes backwards " + backwards + " times: was the clock set?");
        }
        if (isSelfSigned) {
            warnings.add(
                    "signatures were checked by the certificates in the ledger itself; --keys FOLDER"
                            + " names those that you trust");
        }
    }

    public Path folder() {
        return folder;
    }

    public String region() {
        return region;
    }

    public int files() {
        return files;
    }

    /** The number of the first record that was audited. */
    public long first() {
        return first;
    }

    /** The number of the last record. */
    public long last() {
        return chain.last();
    }

    /** The hash of the last record. */
    public String hash() {
        return chain.hash();
    }

    public Instant firstTime() {
        return firstTime;
    }

    public Instant lastTime() {
        return lastTime;
    }

    /** Records at the end that no signature covers. */
    public long unsigned() {
        return unsigned;
    }

    /** Bytes at the end that are no whole record. */
    public int tornBytes() {
        return tornBytes;
    }

    /** Fingerprints of the certificates that signed. */
    public List<String> signers() {
        return List.copyOf(signatures.signers().keySet());
    }

    public Left left() {
        return left;
    }

    /** What is no damage but worth knowing. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    Claims claims() {
        return claims;
    }
}
