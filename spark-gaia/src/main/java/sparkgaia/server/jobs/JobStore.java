package sparkgaia.server.jobs;

import io.netty.util.concurrent.EventExecutor;

import sparkgaia.server.journal.BadJournal;
import sparkgaia.server.journal.Journal;
import sparkgaia.server.journal.JournalName;
import sparkgaia.server.journal.RecordLog;
import sparkgaia.wire.Declared;
import sparkgaia.wire.JobDescription;

import java.io.IOException;
import java.util.List;

/** What a sidecar keeps of its jobs for the next process that is this sidecar: all of it, or nothing. */
interface JobStore {
    /** A job as it is kept. */
    record Kept(String key, String run, JobDescription description) {}

    /** What is left of a job that is over. */
    record Tombstone(String key, String run, boolean isFailed, long atMillis, String text) {}

    void keep(Kept job) throws IOException;

    /** Those of an earlier process. */
    List<Kept> jobs() throws IOException;

    /** Leaves no more of a job than this. */
    void bury(Tombstone tombstone) throws IOException;

    List<Tombstone> tombstones() throws IOException;

    void forget(Tombstone tombstone) throws IOException;

    /** The records of a partition, to be replayed and then appended to; the listener hears on the loop. */
    RecordLog log(
            JournalName name, Declared declared, EventExecutor loop, Journal.Listener listener)
            throws BadJournal, IOException;
}
