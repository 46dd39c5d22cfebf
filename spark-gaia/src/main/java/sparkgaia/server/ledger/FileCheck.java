package sparkgaia.server.ledger;

/** A file begins with the record that says which file of which region it is, and only there. */
final class FileCheck {
    private FileCheck() {}

    static void check(
            Object where, boolean isFirst, Content.FileBegun begun, int file, String region)
            throws BadLedger {
        if (begun.format() != Line.FORMAT) {
            throw new BadLedger(
                    BadLedger.Reason.FORM,
                    where,
                    "is of format " + begun.format() + "; this program knows " + Line.FORMAT);
        }
        if (!isFirst || begun.file() != file) {
            throw new BadLedger(
                    BadLedger.Reason.FILES,
                    where,
                    "begins file " + begun.file() + " in file " + file);
        }
        if (!begun.region().equals(region)) {
            throw new BadLedger(
                    BadLedger.Reason.FILES,
                    where,
                    "is of the ledger of region " + begun.region() + ", not of " + region);
        }
    }

    static void check(Object where, boolean isFirst) throws BadLedger {
        if (isFirst) {
            throw new BadLedger(
                    BadLedger.Reason.FILES, where, "does not begin with the record of its file");
        }
    }
}
