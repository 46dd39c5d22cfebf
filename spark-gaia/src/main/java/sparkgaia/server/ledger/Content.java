package sparkgaia.server.ledger;

import java.util.List;
import java.util.SortedMap;

/** What a record says, beside its number and time: a closed set. */
sealed interface Content
        permits Egress, Content.FileBegun, Content.Started, Content.Heard, Content.Signed {

    /** The first record of every file, with what has left up to it. */
    record FileBegun(
            int format,
            String region,
            int file,
            String day,
            SortedMap<String, Long> bytesOfDay,
            List<Total> totals)
            implements Content {}

    /** A process opened the ledger; the bytes of a torn last line were cut off. */
    record Started(long cutBytes, String cutSha256) implements Content {}

    /** The head of another region's ledger, as it came with its batches. */
    record Heard(String peer, long record, String hash) implements Content {}

    /** A signature over this record's bytes before it, and so over all that it follows. */
    record Signed(String certificate, String algorithm, String signature) implements Content {}
}
