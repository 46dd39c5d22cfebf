package sparkgaia.server.journal;

/**
 * What a journal was found to hold.
 *
 * @param records that were replayed, those of the snapshot among them
 * @param bytes of the file that they were in
 * @param cutBytes of a write that a crash had cut off, and that were dropped: nobody was ever told that they are durable
 */
public record Recovered(long records, long bytes, long cutBytes) {
    @Override
    public String toString() {
        return records
                + " records in "
                + bytes
                + " bytes"
                + (cutBytes == 0
                        ? ""
                        : ", and "
                                + cutBytes
                                + " bytes of a write that was cut off, which were dropped");
    }
}
