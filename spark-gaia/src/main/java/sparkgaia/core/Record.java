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

    /**
     * A part of a snapshot: an image is a sequence of these that, replayed into a fresh region in order, gives the
     * durable state that the whole journal gave. It begins with {@link Life} and ends with {@link Whole}; what is long
     * comes in slices of about {@link Rows#SLICE_CELLS} cells, one after the other. A part may be kept: nobody writes
     * into it afterwards.
     */
    sealed interface Image extends Record {

        /** What a region as such has come to. A failure may be null. */
        record Life(
                int incarnation,
                int stop,
                boolean isDone,
                boolean isDoneComplete,
                JobFailed failure)
                implements Image {}

        /** A version of the links that has begun, oldest first; the first version is known to everybody. */
        record VersionKnown(Version version) implements Image {}

        /** The links of a version that has not been forgotten, and with whom there are some still. */
        record LinksKept(int version, int end, boolean isHeld, int[] peers) implements Image {}

        /** A slice of the agreed copy that the newest view began with. */
        record CopyKept(Message.Copy part) implements Image {}

        /** The image is whole: the records that follow it are those of the journal. */
        record Whole() implements Image {}

        /** A part of a link. */
        sealed interface OfLink extends Image {
            int version();

            int peer();
        }

        /** The receiving half. */
        record Heard(int version, int peer, long applied, int through) implements OfLink {}

        /** The sending half's numbers. */
        record Sent(int version, int peer, long sealed, long acked, int through, double ration)
                implements OfLink {}

        /** Pending by row: since when, and by which clock each row is obliged. */
        record RowsPending(int version, int peer, Rows rows, int[] since, int[] obligedBy)
                implements OfLink {}

        /** Pending of a clock, and the clock's whole weight. */
        record ClockPending(int version, int peer, int clock, long weight, Rows rows)
                implements OfLink {}

        /** A slice of a batch that is sealed and not acknowledged: a batch with some of its rows. */
        record BatchKept(int version, int peer, Message.Batch part) implements OfLink {}

        /** A slice of an announcement that is open, numbered from 0. */
        record AnnouncementKept(int version, int peer, int number, int clock, int[] ids)
                implements OfLink {}

        /** Rows announced since they were last taken. */
        record RowsWarned(int version, int peer, int[] ids) implements OfLink {}

        /** A part of the tables. */
        sealed interface OfValues extends Image {}

        /** Rows that are not as they were in the beginning. */
        record RowValues(Rows rows) implements OfValues {}

        /** What the region itself has added to counts. */
        record OwnCounts(Rows rows) implements OfValues {}

        /** A part of what workers have committed. */
        sealed interface OfCommits extends Image {}

        /** For each worker in its place; {@code first} is the first clock that the region commits. */
        record WorkersAt(
                int first,
                int[] attempts,
                int[] begun,
                int[] applied,
                int[] committed,
                int[] committedAttempts)
                implements OfCommits {}

        /** A slice of a staged part. */
        record PartKept(int worker, int attempt, int clock, long weight, Rows rows)
                implements OfCommits {}

        /** Some bytes of a worker's last save, which has number 0, or of a patch since, from 1. */
        record ShardState(int worker, int number, int size, int at, byte[] bytes)
                implements OfCommits {}

        /** A part of the clocks that are applied as a whole. */
        sealed interface OfRounds extends Image {}

        /** The last clock settled. */
        record RoundsAt(int settled) implements OfRounds {}

        /** A slice of a clock's sum that is not settled, and the clock's whole weight. */
        record RoundSum(int clock, long weight, Rows rows) implements OfRounds {}

        /** What was cut off the region's own sums. */
        record RoundResidual(Rows rows) implements OfRounds {}

        /** By row the state of its outer function. */
        record OuterStates(Rows states) implements OfRounds {}

        /** A part of the sums of metrics. */
        sealed interface OfMetrics extends Image {}

        /** Sums up to this clock are needed by nobody any more, and are not in the image. */
        record MetricsForgotten(int upTo) implements OfMetrics {}

        record OwnMetrics(List<Message.ClockMetrics> sums) implements OfMetrics {}

        /** What was heard over a link, and up to which clock. */
        record LinkMetrics(int version, int peer, int upTo, List<Message.ClockMetrics> sums)
                implements OfMetrics {}

        /** A part of the agreement on the next view. */
        sealed interface OfAgreement extends Image {}

        record Proposal(int view, List<Topology> topologies, int[] needed, boolean isOpen)
                implements OfAgreement {}

        record ProposalConsent(int member, Agreement.Consent consent) implements OfAgreement {}

        /** A proposal that can never be. */
        record ProposalDead(List<Topology> topologies) implements OfAgreement {}
    }
}
