package sparkgaia.server.journal;

import sparkgaia.core.Record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Where the records of one partition go: to a disk ({@link Journal}), or nowhere ({@link NoJournal}). All calls come from
 * the partition's event loop.
 */
public interface RecordLog extends AutoCloseable {
    /** Feeds what an earlier process has left, in order; once, and before anything is appended. */
    Recovered replay(Consumer<Record> into) throws BadJournal, IOException;

    /** The record's number: they count from 1. */
    long append(Record record);

    /**
     * Takes a piece of a record that may follow, in its order. It is nothing without its record.
     *
     * @param piece bytes to be joined
     */
    default void ahead(Pieces of, ByteBuffer... piece) {}

    /** As {@link #append(Record)}, of a record whose bytes are there: those that went ahead and these last ones. */
    default long append(Record record, Pieces of, ByteBuffer... last) {
        return append(record);
    }

    /** There will be no such record. */
    default void forget(Pieces of) {}

    long appended();

    /** All records up to this number are as durable as they become. */
    long durable();

    /** Bytes that are appended and not durable. */
    long waitingBytes();

    boolean wantsSnapshot();

    /** Begins anew with the state as it is now, after all records that were appended. */
    void snapshot(ImageSource image);

    @Override
    void close() throws IOException;
}
