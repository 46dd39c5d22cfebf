package sparkgaia.server.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a ledger's folder holds at the start: where to go on. Only the newest file is read, in full; the ones before it
 * are for {@link LedgerAudit}.
 */
final class Found {
    /** The newest file; 0 if there is none. */
    int file;

    /** The bytes of its whole records. */
    long goodBytes;

    /** What stands behind them: a line that a crash tore. */
    byte[] torn = {};

    Chain chain = new Chain();
    Books books = new Books();

    /** How many records come after the last signature. */
    long unsigned;

    private Found() {}

    static Found in(Path folder, String region) throws IOException, BadLedger {
        List<LedgerFiles.Part> parts = LedgerFiles.of(folder);
        var found = new Found();
        if (parts.isEmpty()) {
            return found;
        }
        LedgerFiles.Part newest = parts.get(parts.size() - 1);
        found.read(newest, region, parts.size() == 1 && newest.number() == 1);
        if (found.goodBytes == 0 && parts.size() > 1) {
            // It stopped between making a file and its first record: the file before goes on.
            byte[] torn = found.torn;
            found = new Found();
            LedgerFiles.Part before = parts.get(parts.size() - 2);
            found.read(before, region, before.number() == 1);
            if (found.torn.length > 0) {
                throw new BadLedger(
                        BadLedger.Reason.FORM,
                        before.path(),
                        "ends within a record, and is not the last file");
            }
            found.torn = torn;
            found.goodBytes = 0;
        }
        found.file = newest.number();
        return found;
    }

    private void read(LedgerFiles.Part part, String region, boolean isFirst)
            throws IOException, BadLedger {
        chain = isFirst ? new Chain() : Chain.fromAnywhere();
        torn =
                part.lines(
                        (where, line) -> {
                            Entry entry = chain.next(where, line);
                            take(where, part.number(), region, entry);
                            goodBytes += line.length;
                        });
    }

    private void take(Object where, int number, String region, Entry entry) throws BadLedger {
        if (entry.content() instanceof Content.FileBegun begun) {
            FileCheck.check(where, goodBytes == 0, begun, number, region);
            books = Books.of(begun);
        } else {
            FileCheck.check(where, goodBytes == 0);
        }
        if (entry.content() instanceof Egress egress) {
            books.count(entry.time(), egress);
        }
        unsigned = entry.content() instanceof Content.Signed ? 0 : unsigned + 1;
    }
}
