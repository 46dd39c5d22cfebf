package sparkgaia.core.link;

import sparkgaia.core.Invariant;
import sparkgaia.core.Record;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message.Batch;

import java.util.function.Consumer;

/** The durable receiving half of a link: which batch was the last to count, and what it promised. Owns I2. */
public final class Incoming {
    private long applied;
    private int through;

    Incoming(int first) {
        this.through = first;
    }

    /** Counts the next batch; any other is a repeat or comes after a gap, and never gets here. */
    public void apply(Batch batch) {
        Invariant.check(
                batch.seq() == applied + 1, "batch %d applied after %d", batch.seq(), applied);
        applied = batch.seq();
        through = Math.max(through, batch.through());
    }

    public long applied() {
        return applied;
    }

    public int through() {
        return through;
    }

    public boolean isFlushed() {
        return through >= Clocks.FLUSHED;
    }

    public boolean isFinal() {
        return through == Clocks.INFINITE;
    }

    void image(int version, int peer, Consumer<Record> sink) {
        sink.accept(new Record.Image.Heard(version, peer, applied, through));
    }

    void restore(Record.Image.Heard heard) {
        applied = heard.applied();
        through = heard.through();
    }
}
