package sparkgaia.core;

import sparkgaia.core.message.Message;
import sparkgaia.core.table.Rows;
import sparkgaia.core.topology.Topology;
import sparkgaia.core.view.Agreement;
import sparkgaia.core.view.Version;

import java.util.Arrays;
import java.util.List;

/**
 * An entry of a partition's journal: an input or a decision. The durable state of a {@link Region} changes by applying
 * records and by nothing else, so replaying them in order gives the same state.
 */
public sealed interface Record {

    /** The region was started, for the n-th time. */
    record Started(int incarnation) implements Record {}

    /** The lead has let an attempt of a worker begin. */
    record AttemptBegun(int worker, int attempt) implements Record {}

    /** A worker's part of a commit is here. */
    record PartStaged(int worker, int attempt, int clock, long weight, Rows rows)
            implements Record {}

    /** The commit: once this is durable at the lead, the clock of that worker has happened. */
    record CommitMade(int worker, int attempt, int clock, long[] metrics, byte[] patch, byte[] save)
            implements Record {
        @Override
        public String toString() {
            return "CommitMade[w" + worker + "." + attempt + " clock " + clock + "]";
        }
    }

    /** The lead says up to which clock each worker has committed, and under which attempt the last one. */
    record Progressed(int[] clocks, int[] attempts) implements Record {
        @Override
        public String toString() {
            return "Progressed" + Arrays.toString(clocks);
        }
    }

    /** A batch has come over a link and counts. */
    record BatchArrived(int version, int from, Message.Batch batch) implements Record {}

    /** A batch was taken out of a link's pending. */
    record BatchSealed(int version, int to, Message.Batch batch) implements Record {}

    /** A batch and all before it are durable at the other side. */
    record BatchAcked(int version, int to, long seq) implements Record {}

    /** Rows were announced on a link. */
    record RowsAnnounced(int version, int to, int clock, int[] ids) implements Record {
        @Override
        public String toString() {
            return "RowsAnnounced[v"
                    + version
                    + " to "
                    + to
                    + " clock "
                    + clock
                    + " rows "
                    + Arrays.toString(ids)
                    + "]";
        }
    }

    /** A clock kept by clock is complete and becomes part of the value. */
    record ClockSettled(int clock) implements Record {}

    /** Sums of metrics were heard over a link. */
    record MetricsHeard(int version, int from, List<Message.ClockMetrics> metrics)
            implements Record {}

    /** The clock after which the job ends. */
    record StopSet(int clock) implements Record {}

    /** A version of the links begins. */
    record VersionBegun(Version version) implements Record {}

    /** This region consents to a view. */
    record ViewConsented(int view, List<Topology> topologies, Agreement.Consent consent)
            implements Record {}

    /** Another member's consent to the same view is known here. */
    record ConsentHeard(int member, Agreement.Consent consent) implements Record {}

    /** The view that this region had consented to can never be: one of its members is done. */
    record ViewDropped(int view) implements Record {}

    /** The agreed copy was taken: the version may begin. */
    record CopyTaken(int version, Message.Copy copy) implements Record {}

    /** The region's part in the job is done: with everybody, or with all that are in the waits. */
    record JobDone(boolean isComplete) implements Record {}

    /** The job has failed: everywhere, or for this region alone. */
    record JobFailed(int member, String reason, boolean isAlone) implements Record {}
}
