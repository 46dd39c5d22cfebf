package sparkgaia.server.journal;

import sparkgaia.core.Invariant;
import sparkgaia.core.Record;

import java.util.function.Consumer;

/**
 * The log of a partition whose sidecar keeps nothing beyond its process: a record is as durable as it becomes at once. Who
 * hears from such a sidecar has to die with it.
 */
public final class NoJournal implements RecordLog {
    private long appended;

    @Override
    public Recovered replay(Consumer<Record> into) {
        return new Recovered(0, 0, 0);
    }

    @Override
    public long append(Record record) {
        return ++appended;
    }

    @Override
    public long appended() {
        return appended;
    }

    @Override
    public long durable() {
        return appended;
    }

    @Override
    public long waitingBytes() {
        return 0;
    }

    @Override
    public boolean wantsSnapshot() {
        return false;
    }

    @Override
    public void snapshot(ImageSource image) {
        Invariant.check(false, "nobody reads a snapshot of %s records", appended);
    }

    @Override
    public void close() {}
}
