package sparkgaia.core.message;

import sparkgaia.core.table.Rows;
import sparkgaia.core.topology.Topology;
import sparkgaia.core.view.Agreement;
import sparkgaia.core.view.Version;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What one region says to another about one partition: a closed set. A batch can carry only rows of the partition's
 * numbering; a record, a patch or a shard's state has no form here.
 */
public sealed interface Message {

    /** Ordered lanes of a connection: control is never stuck behind data. */
    enum Lane {
        CONTROL,
        DATA
    }

    default Lane lane() {
        return Lane.CONTROL;
    }

    /** About how many bytes it takes on a link, framing included. */
    default int bytes() {
        return 24;
    }

    /**
     * A part of pending that was sealed, for ever the same.
     *
     * @param clock the clock at whose end it may be applied, where pending is kept by clock
     * @param through the clock up to which the sender has met its obligations with this batch
     * @param weight the sum of the weights behind a round's rows
     * @param obligedBy for each row the clock by which it had to be shared, or {@link Clocks#INFINITE}
     * @param size its bytes on the link
     */
    record Batch(
            long seq, int clock, int through, long weight, Rows rows, int[] obligedBy, int size)
            implements Message {
        @Override
        public Lane lane() {
            return Lane.DATA;
        }

        @Override
        public int bytes() {
            return size;
        }

        @Override
        public boolean equals(Object other) {
            return this == other
                    || other instanceof Batch batch
                            && seq == batch.seq
                            && clock == batch.clock
                            && through == batch.through
                            && weight == batch.weight
                            && size == batch.size
                            && Arrays.equals(obligedBy, batch.obligedBy)
                            && rows.equals(batch.rows);
        }

        @Override
        public int hashCode() {
            return Objects.hash(seq, clock, through, weight, rows, size);
        }

        @Override
        public String toString() {
            return "batch "
                    + seq
                    + " clock "
                    + clock
                    + " through "
                    + Clocks.text(through)
                    + (weight == 0 ? "" : " weight " + weight)
                    + " "
                    + rows;
        }
    }

    /** All batches up to this one are durable here. */
    record Ack(long seq) implements Message {
        @Override
        public String toString() {
            return "ack " + seq;
        }
    }

    /** Batches from this one on were dropped for want of room: send them again. */
    record Gap(long seq) implements Message {
        @Override
        public String toString() {
            return "gap from " + seq;
        }
    }

    /** Rows obliged by a clock that will not be there in time: unreadable until the link is through it. */
    record Announce(int clock, int[] ids) implements Message {
        @Override
        public int bytes() {
            return 24 + 3 * ids.length;
        }

        @Override
        public String toString() {
            return "announce clock " + clock + " rows " + Arrays.toString(ids);
        }
    }

    /** The exact sums of a clock's metrics over the members behind a link. */
    record ClockMetrics(int clock, long[] sums) {
        @Override
        public String toString() {
            return clock + ":" + Arrays.toString(sums);
        }
    }

    /**
     * The lowest clock of all members behind a link.
     *
     * @param laggard whose clock it is
     * @param absent members behind the link that have left the waits
     * @param metrics of clocks newly covered, from the lead
     * @param heardMetrics the clock up to which metrics of the other direction are durable here
     */
    record Clock(int clock, int laggard, int[] absent, List<ClockMetrics> metrics, int heardMetrics)
            implements Message {
        @Override
        public int bytes() {
            return 24 + 4 * absent.length + 12 * metrics.size();
        }

        @Override
        public String toString() {
            return "clock "
                    + Clocks.text(clock)
                    + " of "
                    + laggard
                    + (absent.length == 0 ? "" : " absent " + Arrays.toString(absent))
                    + (metrics.isEmpty() ? "" : " metrics " + metrics);
        }
    }

    /**
     * What a side says first on a new connection, in the order in which it must be heard.
     *
     * @param begun the newest version of the links, or null if it is the first
     * @param isReply an answer to the other side's statement, which asks for none
     */
    record Statement(
            int incarnation,
            long applied,
            int stop,
            Version begun,
            List<Announce> announcements,
            Clock clock,
            boolean isReply)
            implements Message {
        @Override
        public int bytes() {
            int bytes = 40 + clock.bytes();
            for (Announce announcement : announcements) {
                bytes += announcement.bytes();
            }
            return bytes;
        }

        @Override
        public String toString() {
            return "state incarnation "
                    + incarnation
                    + " applied "
                    + applied
                    + (stop == Clocks.INFINITE ? "" : " stop " + stop)
                    + (begun == null ? "" : " " + begun)
                    + (announcements.isEmpty() ? "" : " " + announcements)
                    + " "
                    + clock;
        }
    }

    /** The clock that ends the job (or the topology's version), for all. */
    record StopAt(int clock) implements Message {
        @Override
        public String toString() {
            return "stop at " + clock;
        }
    }

    /** The links of this version carry what comes after its clock. */
    record Begin(Version version) implements Message {
        @Override
        public int bytes() {
            return 64;
        }

        @Override
        public String toString() {
            return "begin " + version;
        }
    }

    /**
     * From lead to lead: consent to a view whose members are those of these topologies.
     *
     * @param isReply said again to a member that has not heard it, which needs no answer
     */
    record Consent(int view, List<Topology> topologies, Agreement.Consent consent, boolean isReply)
            implements Message {
        @Override
        public int bytes() {
            return 64;
        }

        @Override
        public String toString() {
            return "consent to view "
                    + view
                    + " of "
                    + Arrays.toString(topologies.get(0).members())
                    + ", started "
                    + consent.started();
        }
    }

    /** From a newcomer's lead: it waits for a view that lets it in. */
    record Knock() implements Message {
        @Override
        public String toString() {
            return "knock";
        }
    }

    /** To a newcomer: there is nothing to come into any more. */
    record Over() implements Message {
        @Override
        public String toString() {
            return "over";
        }
    }

    /** From lead to lead: this view can never be; a member of it is done with the job and will not consent. */
    record Refusal(int view, List<Topology> topologies) implements Message {
        @Override
        public int bytes() {
            return 64;
        }

        @Override
        public String toString() {
            return "refuse view " + view;
        }
    }

    /** To the first member of a new view: the sum of this region's own commits to counts; asks for the copy. */
    record Own(int version, Rows counts) implements Message {
        @Override
        public Lane lane() {
            return Lane.DATA;
        }

        @Override
        public int bytes() {
            return 32 + size(counts.cells());
        }

        @Override
        public String toString() {
            return "own for version " + version + " " + counts;
        }
    }

    /** From the first member of a new view: what every copy becomes. */
    record Copy(int version, Rows rows, int[] outerIds, int[][] outerStates) implements Message {
        /** The state of outer functions by row. */
        public Rows outer() {
            return new Rows(outerIds, outerStates);
        }

        /** This copy with more rows and states behind those it has. */
        public Copy and(Copy more) {
            Rows states = outer().and(more.outer());
            return new Copy(version, rows.and(more.rows), states.ids(), states.cells());
        }

        @Override
        public Lane lane() {
            return Lane.DATA;
        }

        @Override
        public int bytes() {
            return 32 + size(rows.cells()) + size(outerStates);
        }

        @Override
        public String toString() {
            return "copy for version " + version + " " + rows;
        }
    }

    private static int size(int[][] cells) {
        int bytes = 0;
        for (int[] row : cells) {
            bytes += 3 + 4 * row.length;
        }
        return bytes;
    }

    /** To a region that is no member any more. */
    record Outdated(int view, int[] members) implements Message {
        @Override
        public String toString() {
            return "outdated: view " + view + " is " + Arrays.toString(members);
        }
    }

    /** The job has failed, everywhere. */
    record Abort(int member, String reason) implements Message {
        @Override
        public String toString() {
            return "abort by " + member + ": " + reason;
        }
    }

    /** Nothing new, still here. */
    record Heartbeat() implements Message {
        @Override
        public int bytes() {
            return 8;
        }

        @Override
        public String toString() {
            return "heartbeat";
        }
    }
}
