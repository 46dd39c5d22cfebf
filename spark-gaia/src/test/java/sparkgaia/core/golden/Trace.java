package sparkgaia.core.golden;

import sparkgaia.core.Effect;
import sparkgaia.core.Job;
import sparkgaia.core.Record;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Message.Announce;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.message.Message.Clock;
import sparkgaia.core.message.Message.Statement;
import sparkgaia.core.message.Reply;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.topology.Topology;
import sparkgaia.core.view.Agreement;
import sparkgaia.core.view.Version;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What happens, in words short enough to read many of them. */
final class Trace {
    private final Job job;

    Trace(Job job) {
        this.job = job;
    }

    String place(int region, int partition) {
        return job.name(region) + (job.partitions() == 1 ? "" : "." + partition);
    }

    /** An effect in words, or null if it is of no interest. */
    String effect(int region, int partition, Effect effect) {
        String place = place(region, partition);
        RowSpace space = job.space(partition);
        if (effect instanceof Effect.Persist persist) {
            return place + " keeps " + record(space, persist.record());
        } else if (effect instanceof Effect.Send send) {
            return place
                    + " -> "
                    + job.name(send.peer())
                    + version(send.version())
                    + ": "
                    + message(space, send.message());
        } else if (effect instanceof Effect.Answer answer) {
            return place
                    + " => w"
                    + answer.worker()
                    + "."
                    + answer.attempt()
                    + ": "
                    + reply(space, answer.reply());
        } else if (effect instanceof Effect.Tell tell) {
            return place + " tells " + place(region, tell.partition()) + ": " + tell.inside();
        } else if (effect instanceof Effect.Finished finished) {
            return place + " is finished, " + (finished.isComplete() ? "complete" : "incomplete");
        } else if (effect instanceof Effect.Failed failed) {
            return place + " has failed by " + job.name(failed.member()) + ": " + failed.reason();
        } else if (effect instanceof Effect.Out out) {
            return place + " is out: " + out.reason();
        } else if (effect instanceof Effect.CommandDone done) {
            return place + (done.isAccepted() ? " agrees: " : " refuses: ") + done.text();
        }
        return effect instanceof Effect.WakeAt ? null : place + " " + effect;
    }

    static String version(int version) {
        return version <= 0 ? "" : " v" + version;
    }

    private String record(RowSpace space, Record record) {
        if (record instanceof Record.PartStaged part) {
            return "part "
                    + attempt(part.worker(), part.attempt(), part.clock())
                    + weight(part.weight())
                    + " "
                    + rows(space, part.rows());
        } else if (record instanceof Record.CommitMade commit) {
            return "commit " + attempt(commit.worker(), commit.attempt(), commit.clock());
        } else if (record instanceof Record.Progressed progressed) {
            return "progress " + Arrays.toString(progressed.clocks());
        } else if (record instanceof Record.BatchArrived arrived) {
            return "batch " + arrived.batch().seq() + " of " + job.name(arrived.from());
        } else if (record instanceof Record.BatchSealed sealed) {
            return "batch " + sealed.batch().seq() + " for " + job.name(sealed.to());
        } else if (record instanceof Record.BatchAcked acked) {
            return "that " + job.name(acked.to()) + " has batch " + acked.seq();
        } else if (record instanceof Record.RowsAnnounced announced) {
            return "announcement to "
                    + job.name(announced.to())
                    + ": clock "
                    + announced.clock()
                    + " rows "
                    + ids(space, announced.ids());
        } else if (record instanceof Record.ClockSettled settled) {
            return "clock " + settled.clock() + " is settled";
        } else if (record instanceof Record.MetricsHeard heard) {
            return "metrics of " + job.name(heard.from()) + " " + heard.metrics();
        }
        return rare(space, record);
    }

    private String rare(RowSpace space, Record record) {
        if (record instanceof Record.Started started) {
            return "start " + started.incarnation();
        } else if (record instanceof Record.AttemptBegun begun) {
            return "attempt w" + begun.worker() + "." + begun.attempt();
        } else if (record instanceof Record.StopSet stop) {
            return "stop at " + stop.clock();
        } else if (record instanceof Record.JobFailed failed) {
            return "failure by "
                    + job.name(failed.member())
                    + (failed.isAlone() ? ", for itself alone" : "");
        }
        if (record instanceof Record.JobDone done) {
            return "that its part is done, " + (done.isComplete() ? "complete" : "incomplete");
        }
        return ofVersions(space, record);
    }

    private String ofVersions(RowSpace space, Record record) {
        if (record instanceof Record.VersionBegun begun) {
            return version(begun.version());
        } else if (record instanceof Record.ViewConsented own) {
            return "own " + consent(own.view(), own.topologies(), own.consent());
        } else if (record instanceof Record.ConsentHeard heard) {
            return "consent of "
                    + job.name(heard.member())
                    + ", started "
                    + heard.consent().started();
        } else if (record instanceof Record.ViewDropped dropped) {
            return "that there will be no view " + dropped.view();
        } else if (record instanceof Record.CopyTaken taken) {
            return "the copy for version "
                    + taken.version()
                    + " "
                    + rows(space, taken.copy().rows());
        }
        return record.toString();
    }

    private String version(Version version) {
        return "version "
                + version.number()
                + " of view "
                + version.view()
                + " after clock "
                + version.after()
                + ": "
                + version.topologies().get(0).name()
                + " of "
                + names(version.members());
    }

    private String consent(int view, List<Topology> topologies, Agreement.Consent consent) {
        return "consent to view "
                + view
                + " of "
                + names(topologies.get(0).members())
                + ", started "
                + consent.started()
                + (consent.newest() == null ? "" : ", knows version " + consent.newest().number());
    }

    private static String attempt(int worker, int attempt, int clock) {
        return "w" + worker + "." + attempt + " clock " + clock;
    }

    private static String weight(long weight) {
        return weight == 0 ? "" : " weight " + weight / (double) (1L << 30);
    }

    String message(RowSpace space, Message message) {
        if (message instanceof Batch batch) {
            return batch(space, batch);
        } else if (message instanceof Announce announcement) {
            return "announce clock "
                    + announcement.clock()
                    + " rows "
                    + ids(space, announcement.ids());
        } else if (message instanceof Clock clock) {
            return clock(clock);
        } else if (message instanceof Statement statement) {
            return statement(space, statement);
        } else if (message instanceof Message.Abort abort) {
            return "abort by " + job.name(abort.member()) + ": " + abort.reason();
        }
        return ofVersions(space, message);
    }

    private String ofVersions(RowSpace space, Message message) {
        if (message instanceof Message.Begin begin) {
            return "begin " + version(begin.version());
        } else if (message instanceof Message.Consent consent) {
            return consent(consent.view(), consent.topologies(), consent.consent());
        } else if (message instanceof Message.Own own) {
            return "own counts for version " + own.version() + " " + rows(space, own.counts());
        } else if (message instanceof Message.Copy copy) {
            return "copy for version " + copy.version() + " " + rows(space, copy.rows());
        } else if (message instanceof Message.Refusal refusal) {
            return "refusal of view "
                    + refusal.view()
                    + " of "
                    + names(refusal.topologies().get(0).members())
                    + ": done";
        } else if (message instanceof Message.Outdated outdated) {
            return "outdated: view " + outdated.view() + " is of " + names(outdated.members());
        }
        return message.toString();
    }

    private static String batch(RowSpace space, Batch batch) {
        var text = new StringBuilder("batch " + batch.seq());
        text.append(" clock ").append(batch.clock());
        text.append(" through ").append(Clocks.text(batch.through()));
        text.append(weight(batch.weight())).append(" {");
        for (int i = 0; i < batch.rows().size(); i++) {
            text.append(i == 0 ? "" : " ");
            text.append(row(space, batch.rows().ids()[i], batch.rows().cells()[i]));
            int by = batch.obligedBy()[i];
            boolean isOdd = by != batch.clock() && by != Clocks.INFINITE;
            text.append(isOdd ? " by " + Clocks.text(by) : "");
        }
        return text.append('}').toString();
    }

    private String clock(Clock clock) {
        return "clock "
                + Clocks.text(clock.clock())
                + " of "
                + job.name(clock.laggard())
                + (clock.absent().length == 0 ? "" : " absent " + names(clock.absent()))
                + (clock.metrics().isEmpty() ? "" : " metrics " + clock.metrics());
    }

    private String statement(RowSpace space, Statement statement) {
        var text = new StringBuilder(statement.isReply() ? "state too:" : "state:");
        text.append(" life ").append(statement.incarnation());
        text.append(", applied ").append(statement.applied());
        if (statement.stop() != Clocks.INFINITE) {
            text.append(", stop ").append(statement.stop());
        }
        if (statement.begun() != null) {
            text.append(", ").append(version(statement.begun()));
        }
        for (Announce announcement : statement.announcements()) {
            text.append(", ").append(message(space, announcement));
        }
        return text.append(", ").append(clock(statement.clock())).toString();
    }

    private String reply(RowSpace space, Reply reply) {
        if (reply instanceof Reply.Pulled pulled) {
            return "pulled clock "
                    + pulled.clock()
                    + " "
                    + rows(space, pulled.rows())
                    + (pulled.barred().length == 0 ? "" : " barred " + ids(space, pulled.barred()));
        } else if (reply instanceof Reply.Joined joined) {
            return "joined after clock "
                    + joined.lastClock()
                    + (joined.save() == null
                            ? ""
                            : ", save '" + new String(joined.save(), StandardCharsets.UTF_8) + "'")
                    + joined.patches().stream()
                            .map(
                                    patch ->
                                            ", patch '"
                                                    + new String(patch, StandardCharsets.UTF_8)
                                                    + "'")
                            .collect(Collectors.joining());
        }
        return reply.toString();
    }

    String names(int[] regions) {
        return IntStream.of(regions).mapToObj(job::name).collect(Collectors.joining(","));
    }

    static String ids(RowSpace space, int[] ids) {
        return IntStream.of(ids)
                .mapToObj(id -> space.spec(id).name() + space.row(id))
                .collect(Collectors.joining(","));
    }

    static String rows(RowSpace space, Rows rows) {
        return IntStream.range(0, rows.size())
                .mapToObj(i -> row(space, rows.ids()[i], rows.cells()[i]))
                .collect(Collectors.joining(" ", "{", "}"));
    }

    static String row(RowSpace space, int id, int[] cells) {
        return space.spec(id).name()
                + space.row(id)
                + ":"
                + IntStream.of(cells).mapToObj(String::valueOf).collect(Collectors.joining(","));
    }
}
