package sparkgaia.train;

import sparkgaia.core.table.Mix;

import java.util.Iterator;

/** Passes records on and digests them. Where a digest is expected, another one is refused at the end of the records. */
final class DigestedRecords<R> implements Iterator<R> {
    private final Trainer<R, ?> trainer;
    private final ShardContext context;
    private final Iterator<R> records;
    private final Long expected;
    private long count;
    private long digest = 1;

    DigestedRecords(
            Trainer<R, ?> trainer, ShardContext context, Iterator<R> records, Long expected) {
        this.trainer = trainer;
        this.context = context;
        this.records = records;
        this.expected = expected;
    }

    @Override
    public boolean hasNext() {
        if (records.hasNext()) {
            return true;
        }
        if (expected != null && expected != Mix.hash(digest, count)) {
            throw new RecordsChanged(context, expected, Mix.hash(digest, count));
        }
        return false;
    }

    @Override
    public R next() {
        R record = records.next();
        digest = Mix.hash(digest, trainer.digest(record));
        count++;
        return record;
    }

    /** Reads what the trainer left, and gives the digest of all. */
    long finish() {
        while (hasNext()) {
            next();
        }
        return Mix.hash(digest, count);
    }
}
