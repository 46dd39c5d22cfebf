package sparkgaia.server.ledger;

import java.io.IOException;
import java.util.Arrays;

/** The lines of a ledger in order: each must be a record, unchanged, the next one, and follow the one before it. */
final class Chain {
    private long last;
    private String hash;

    /** From the first record of all. */
    Chain() {
        this(0, Hashes.NONE);
    }

    private Chain(long last, String hash) {
        this.last = last;
        this.hash = hash;
    }

    /** From whatever record comes first: what was before it is not known. */
    static Chain fromAnywhere() {
        return new Chain(-1, null);
    }

    /** The number of the last record; 0 before the first one. */
    long last() {
        return Math.max(0, last);
    }

    /** The hash of the last record. */
    String hash() {
        return hash == null ? Hashes.NONE : hash;
    }

    /** Takes the next line, which ends with its line feed. */
    Entry next(LedgerFiles.Place where, byte[] line) throws BadLedger {
        String sealed = Line.hash(line);
        if (sealed == null) {
            throw bad(BadLedger.Reason.FORM, where, "does not end with a hash, so it was changed");
        }
        String given = Hashes.sha256(line, line.length - Line.SEAL_BYTES);
        if (!given.equals(sealed)) {
            throw bad(
                    BadLedger.Reason.CHANGED,
                    where,
                    "was changed: its bytes give the hash " + given + ", it says " + sealed);
        }
        Entry entry = entry(where, line);
        if (hash != null) {
            checkOrder(where, entry);
        }
        last = entry.number();
        hash = sealed;
        return entry;
    }

    private Entry entry(LedgerFiles.Place where, byte[] line) throws BadLedger {
        Entry entry;
        try {
            entry = EntryReader.read(line);
        } catch (IOException | RuntimeException e) {
            throw bad(BadLedger.Reason.FORM, where, "is no record: " + e.getMessage());
        }
        byte[] body = Line.body(entry);
        int length = line.length - Line.SEAL_BYTES;
        if (!Arrays.equals(body, 0, body.length, line, 0, length)) {
            throw bad(BadLedger.Reason.FORM, where, "is not as a record is written");
        }
        if (entry.number() < 1) {
            throw bad(BadLedger.Reason.ORDER, where, "has the number " + entry.number());
        }
        return entry;
    }

    private void checkOrder(LedgerFiles.Place where, Entry entry) throws BadLedger {
        long expected = last + 1;
        if (entry.number() > expected) {
            throw bad(
                    BadLedger.Reason.ORDER,
                    where,
                    "is record "
                            + entry.number()
                            + " where "
                            + expected
                            + " should be: records were removed or their order was changed");
        }
        if (entry.number() < expected) {
            throw bad(
                    BadLedger.Reason.ORDER,
                    where,
                    "is record "
                            + entry.number()
                            + " where "
                            + expected
                            + " should be: it stands twice or the order was changed");
        }
        if (!entry.previous().equals(hash)) {
            throw bad(
                    BadLedger.Reason.CHAIN,
                    where,
                    "does not follow the record before it, which was exchanged");
        }
    }

    private BadLedger bad(BadLedger.Reason reason, LedgerFiles.Place where, String what) {
        return new BadLedger(reason, hash == null ? where : where.ofRecord(last + 1), what);
    }
}
