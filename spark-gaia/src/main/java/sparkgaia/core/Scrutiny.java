package sparkgaia.core;

import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Message.Announce;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.message.Message.Clock;
import sparkgaia.core.message.Message.ClockMetrics;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.topology.Topology;

import java.util.List;

/**
 * What is wrong with a message from another region, if anything: asked before it changes any state. A region that sends
 * such a message has another job, another version of the code, or a bug; the job ends by its name.
 */
final class Scrutiny {
    private final Job job;
    private final RowSpace space;

    Scrutiny(Job job, RowSpace space) {
        this.job = job;
        this.space = space;
    }

    /** The reason why the message cannot be right, or null. */
    String flaw(Message message) {
        if (message instanceof Batch batch) {
            return flaw(batch);
        } else if (message instanceof Announce announcement) {
            return flaw(announcement);
        } else if (message instanceof Clock clock) {
            return flaw(clock);
        } else if (message instanceof Message.Statement statement) {
            return flaw(statement);
        } else if (message instanceof Message.StopAt stop) {
            return stop.clock() < 0 ? "a stop at clock " + stop.clock() : null;
        } else if (message instanceof Message.Own own) {
            return flaw(own.counts());
        } else if (message instanceof Message.Copy copy) {
            return flaw(copy.rows());
        } else if (message instanceof Message.Consent consent) {
            return flaw(consent.topologies());
        } else if (message instanceof Message.Begin begin) {
            return flaw(begin.version().topologies());
        }
        return null;
    }

    private String flaw(Batch batch) {
        if (batch.seq() < 1 || batch.clock() < Clocks.NONE || batch.through() < Clocks.NONE) {
            return "a batch of number "
                    + batch.seq()
                    + ", clock "
                    + batch.clock()
                    + ", through "
                    + batch.through();
        }
        if (batch.obligedBy().length != batch.rows().size() || batch.weight() < 0) {
            return "a batch of "
                    + batch.rows().size()
                    + " rows with "
                    + batch.obligedBy().length
                    + " obligations and weight "
                    + batch.weight();
        }
        return flaw(batch.rows());
    }

    private String flaw(Rows rows) {
        String flaw = rows.flaw(space);
        if (flaw != null) {
            return "rows with " + flaw;
        }
        for (int id : rows.ids()) {
            if (!space.spec(id).isShared()) {
                return "row " + space.name(id) + ", which is not shared";
            }
        }
        return null;
    }

    private String flaw(Announce announcement) {
        int last = -1;
        for (int id : announcement.ids()) {
            if (id <= last || id >= space.size()) {
                return "an announcement of row number " + id + " of " + space.size();
            }
            last = id;
        }
        return announcement.clock() < 0 ? "an announcement by clock " + announcement.clock() : null;
    }

    private String flaw(Clock clock) {
        if (clock.clock() < Clocks.NONE || !isRegion(clock.laggard())) {
            return "clock " + clock.clock() + " of region number " + clock.laggard();
        }
        for (int member : clock.absent()) {
            if (!isRegion(member)) {
                return "region number " + member + " as absent";
            }
        }
        for (ClockMetrics metrics : clock.metrics()) {
            for (long sum : metrics.sums()) {
                if (Math.abs((double) sum) > job.metricMax() * (double) job.workers()) {
                    return "a sum of metrics of " + sum;
                }
            }
        }
        return null;
    }

    private String flaw(Message.Statement statement) {
        for (Announce announcement : statement.announcements()) {
            String flaw = flaw(announcement);
            if (flaw != null) {
                return flaw;
            }
        }
        if (statement.stop() < 0 || statement.applied() < 0) {
            return "stop " + statement.stop() + " and batch " + statement.applied();
        }
        String flaw = statement.begun() == null ? null : flaw(statement.begun().topologies());
        return flaw == null ? flaw(statement.clock()) : flaw;
    }

    private String flaw(List<Topology> topologies) {
        if (topologies.size() != job.partitions()) {
            return topologies.size() + " topologies for " + job.partitions() + " partitions";
        }
        for (int member : topologies.get(0).members()) {
            if (!isRegion(member)) {
                return "region number " + member + " as a member";
            }
        }
        return null;
    }

    private boolean isRegion(int member) {
        return member >= 0 && member < job.regions();
    }
}
