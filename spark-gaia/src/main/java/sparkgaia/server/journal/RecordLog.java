package sparkgaia.server.journal;

import sparkgaia.core.Record;

import java.io.IOException;
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
