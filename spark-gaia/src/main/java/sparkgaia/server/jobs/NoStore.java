package sparkgaia.server.jobs;

import io.netty.util.concurrent.EventExecutor;

import sparkgaia.server.journal.Journal;
import sparkgaia.server.journal.JournalName;
import sparkgaia.server.journal.NoJournal;
import sparkgaia.server.journal.RecordLog;
import sparkgaia.wire.Declared;

import java.util.List;

/** Keeps nothing: for a sidecar that nobody outlives who has heard from it. */
final class NoStore implements JobStore {
    @Override
    public void keep(Kept job) {}

    @Override
    public List<Kept> jobs() {
        return List.of();
    }

    @Override
    public void bury(Tombstone tombstone) {}

    @Override
    public List<Tombstone> tombstones() {
        return List.of();
    }

    @Override
    public void forget(Tombstone tombstone) {}

    @Override
    public RecordLog log(
            JournalName name, Declared declared, EventExecutor loop, Journal.Listener listener) {
        return new NoJournal();
    }
}
