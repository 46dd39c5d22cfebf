package sparkgaia.server.jobs;

import sparkgaia.core.Job;
import sparkgaia.core.message.Message.Lane;
import sparkgaia.core.sync.Wait;
import sparkgaia.wire.Call;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * What one job has taken of its region since this process began: what left for each other member, and what workers
 * waited for. Safe to share.
 */
final class JobCounts {
    private final LongAdder[] dataBytes;
    private final LongAdder[] controlBytes;
    private final LongAdder[][] rowsLeft;
    private final LongAdder[] waitedNanos;
    private final LongAdder changedRows = new LongAdder();
    private final LongAdder sentRows = new LongAdder();

    JobCounts(Job job) {
        dataBytes = zeroes(job.regions());
        controlBytes = zeroes(job.regions());
        rowsLeft = new LongAdder[job.regions()][];
        Arrays.setAll(rowsLeft, member -> zeroes(job.tables().size()));
        waitedNanos = zeroes(Wait.values().length);
    }

    private static LongAdder[] zeroes(int count) {
        return Stream.generate(LongAdder::new).limit(count).toArray(LongAdder[]::new);
    }

    /** Bytes of a frame have left for a member. */
    void sent(int member, Lane lane, long bytes) {
        (lane == Lane.DATA ? dataBytes : controlBytes)[member].add(bytes);
    }

    /** So many rows of a table were taken into a batch for a member. */
    void left(int member, int table, int rows) {
        rowsLeft[member][table].add(rows);
        sentRows.add(rows);
    }

    /** So many rows were changed here in a clock, each counted once for each member that is to have it. */
    void changed(long rows) {
        changedRows.add(rows);
    }

    void waited(Wait cause, long nanos) {
        waitedNanos[cause.ordinal()].add(nanos);
    }

    Call.Tallied tallied(int member) {
        return new Call.Tallied(
                member,
                dataBytes[member].sum(),
                controlBytes[member].sum(),
                changedRows.sum(),
                sentRows.sum(),
                Stream.of(rowsLeft[member]).map(LongAdder::sum).toList(),
                Stream.of(waitedNanos).map(LongAdder::sum).toList());
    }
}
