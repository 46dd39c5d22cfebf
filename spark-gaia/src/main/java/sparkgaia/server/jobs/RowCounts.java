package sparkgaia.server.jobs;

import sparkgaia.core.Job;
import sparkgaia.core.Record;
import sparkgaia.core.table.RowSpace;

import java.util.Arrays;
import java.util.BitSet;
import java.util.TreeMap;

/**
 * Counts, from the records of one partition, which rows a region has changed and which have left it. What a region
 * changes in a clock is one change for each row, however many of its workers change it.
 */
final class RowCounts {
    /** Workers of a region are never so many clocks apart. */
    private static final int CLOCKS_APART_MAX = 64;

    private final RowSpace space;
    private final JobCounts counts;
    private final int links;
    private final TreeMap<Integer, BitSet> rowsByClock = new TreeMap<>();
    private final int[] ofTable;

    RowCounts(Job job, int self, int partition, JobCounts counts) {
        this.space = job.space(partition);
        this.counts = counts;
        this.links = job.topology(partition).outgoing(self).length;
        this.ofTable = new int[job.tables().size()];
    }

    void persists(Record record) {
        if (links == 0) {
            return;
        }
        if (record instanceof Record.PartStaged part && part.clock() > 0) {
            counts.changed((long) newRows(part) * links);
        } else if (record instanceof Record.BatchSealed sealed) {
            left(sealed.to(), sealed.batch().rows().ids());
        }
    }

    private void left(int member, int[] ids) {
        Arrays.fill(ofTable, 0);
        for (int id : ids) {
            ofTable[space.table(id)]++;
        }
        for (int table = 0; table < ofTable.length; table++) {
            if (ofTable[table] > 0) {
                counts.left(member, table, ofTable[table]);
            }
        }
    }

    private int newRows(Record.PartStaged part) {
        rowsByClock.headMap(part.clock() - CLOCKS_APART_MAX).clear();
        BitSet rows = rowsByClock.computeIfAbsent(part.clock(), clock -> new BitSet());
        int fresh = 0;
        for (int id : part.rows().ids()) {
            if (!rows.get(id) && space.spec(id).isShared()) {
                rows.set(id);
                fresh++;
            }
        }
        return fresh;
    }
}
