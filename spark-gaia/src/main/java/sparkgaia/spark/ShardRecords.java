package sparkgaia.spark;

import sparkgaia.train.BadRecord;
import sparkgaia.train.ShardContext;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** A worker's records, read once: what was read is let go of. A row that is none is refused when it is read. */
final class ShardRecords<R> implements Iterable<R> {
    private static final int BLOCK = 4096;

    private ArrayDeque<List<R>> blocks = new ArrayDeque<>();
    private long size;
    private String flaw;
    private ShardContext context;

    void add(R record) {
        if (blocks.isEmpty() || blocks.peekLast().size() == BLOCK) {
            blocks.add(new ArrayList<>(BLOCK));
        }
        blocks.peekLast().add(record);
        size++;
    }

    /** The row behind the last record is none: the first such flaw is told. */
    void refuse(String why) {
        flaw = flaw == null ? why : flaw;
    }

    boolean isRefused() {
        return flaw != null;
    }

    long size() {
        return size;
    }

    void belongTo(ShardContext worker) {
        context = worker;
    }

    @Override
    public Iterator<R> iterator() {
        ArrayDeque<List<R>> taken = blocks;
        blocks = null;
        return new Once(taken);
    }

    private final class Once implements Iterator<R> {
        private final ArrayDeque<List<R>> rest;
        private Iterator<R> block = List.<R>of().iterator();

        private Once(ArrayDeque<List<R>> rest) {
            this.rest = rest;
        }

        @Override
        public boolean hasNext() {
            while (!block.hasNext()) {
                if (rest.isEmpty()) {
                    if (flaw != null) {
                        throw new BadRecord(context, size, flaw);
                    }
                    return false;
                }
                block = rest.poll().iterator();
            }
            return true;
        }

        @Override
        public R next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no more records");
            }
            return block.next();
        }
    }
}
