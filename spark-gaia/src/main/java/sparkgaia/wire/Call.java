package sparkgaia.wire;

import sparkgaia.core.table.Rows;

import java.util.List;

/**
 * What is said beside the messages of a running job: between sidecars about which jobs there are, and between a worker
 * and its sidecar about opening, reading and leaving one. A closed set; no call has a form for a record or a patch.
 */
public sealed interface Call {

    /** Between sidecars, on the control lane. */
    sealed interface OfPeers extends Call {}

    /** Between a worker and its sidecar. */
    sealed interface OfWorkers extends Call {}

    /** To the first member of a job: the sender's region has a run that wants it. */
    record Offered(String run, String description) implements OfPeers {}

    /** To the first member: that run is gone. */
    record Withdrawn(String run) implements OfPeers {}

    /** From the first member: what that run waits for. */
    record Noted(String run, String text) implements OfPeers {}

    /** From the first member: that run cannot be. */
    record Turned(String run, String text) implements OfPeers {}

    /** From the first member: that run is a job now, under this key. */
    record Admitted(String run, String key) implements OfPeers {}

    /** The sender has the job; its frames about it carry this number. */
    record Attached(int number, String key) implements OfPeers {}

    /** The sender's part in the job is done with everybody: it needs nothing more. */
    record Done(String key) implements OfPeers {}

    /** The sender knows that the job is over. */
    record Ended(String key, boolean isFailed, String text) implements OfPeers {}

    /** On the data lane, ahead of a batch: the last record of the sender's egress ledger, which is the batch's. */
    record LedgerHead(long number, byte[] hash) implements OfPeers {}

    /** A worker's first word. The token is a secret. */
    record Authenticate(String token, String client) implements OfWorkers {
        @Override
        public String toString() {
            return "Authenticate[" + client + "]";
        }
    }

    record Welcome(String region, String release) implements OfWorkers {}

    /**
     * Wants a job.
     *
     * @param run tells one fit of this region from another of the same description
     * @param worker its number in the whole job, or {@link #NOBODY}: a driver, which trains nothing
     * @param attempt that it had before, or {@link #NOBODY}: the next
     */
    record Open(String run, int worker, int attempt, String description) implements OfWorkers {}

    /** No worker, no attempt. */
    int NOBODY = -1;

    record Opened(String key, int region, int attempt) implements OfWorkers {}

    /** Not yet, and for what it waits. */
    record Waiting(String text) implements OfWorkers {}

    /** No, and why; the connection ends. */
    record Denied(Denial reason, String text) implements OfWorkers {}

    /** Asks for rows of a partition's numbering as they are now. */
    record Read(int partition, int from, int count) implements OfWorkers {}

    /** As many of them, in order, as a frame holds; the first is the one asked for. */
    record Values(int partition, int from, Rows rows) implements OfWorkers {}

    /** Asks how the job stands. */
    record Inquire() implements OfWorkers {}

    /**
     * How it stands.
     *
     * @param failure why it has failed, or empty
     * @param note what it waits for, or empty
     */
    record Standing(int clock, boolean isFinished, boolean isComplete, String failure, String note)
            implements OfWorkers {}

    /** The run is over for its region: nobody of it will ask again. */
    record Leave() implements OfWorkers {}

    /** Still here; answered with the same number. */
    record Beat(long number) implements OfWorkers {}

    /** Asks what has left for a member of the job, and what workers of this region have waited for. */
    record Tally(int member) implements OfWorkers {}

    /**
     * Counts of the job since the sidecar's process began.
     *
     * @param dataBytes that left for this member, and so its control bytes and rows by table
     * @param changedRows that workers here changed in a clock, each counted for each member that is to have it
     * @param sentRows that left for any member
     * @param waitedNanos of all workers here, by the cause's place in {@link sparkgaia.core.sync.Wait}
     */
    record Tallied(
            int member,
            long dataBytes,
            long controlBytes,
            long changedRows,
            long sentRows,
            List<Long> rowsLeft,
            List<Long> waitedNanos)
            implements OfWorkers {
        public Tallied {
            rowsLeft = List.copyOf(rowsLeft);
            waitedNanos = List.copyOf(waitedNanos);
        }
    }

    /** Why a worker's call was refused; each is counted. Only ever added to at the end. */
    enum Denial {
        /** Not the token of this sidecar. */
        TOKEN,
        /** A call that was not due: an open ahead of the token, a read ahead of an open. */
        ORDER,
        /** The description is none, or not one of this region. */
        JOB,
        /** The operator's file does not allow it. */
        NOT_ALLOWED,
        /** It differs from what other workers or regions have brought. */
        DIFFERS,
        /** The other regions did not open it in time. */
        TIMEOUT,
        /** Too many jobs or connections. */
        FULL,
        /** The job is over. */
        OVER,
        /** The sidecar is stopping. */
        STOPPING
    }
}
