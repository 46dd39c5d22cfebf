package sparkgaia.lab;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Inside;
import sparkgaia.core.Record;
import sparkgaia.core.message.Frame;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request;
import sparkgaia.core.table.Mix;
import sparkgaia.core.table.Rows;
import sparkgaia.core.view.Version;

import java.util.Arrays;

/**
 * A number for what happens, equal in every JVM. Contents are read in full where they enter a region (events), and by
 * their shape where a region hands them out (effects): what is in those enters somewhere else.
 */
final class Fingerprint {
    private Fingerprint() {}

    static long of(Event event) {
        if (event instanceof Event.FrameArrived arrived) {
            Frame frame = arrived.frame();
            return Mix.hash(
                    of(frame.message(), true), frame.from(), frame.version(), frame.session());
        }
        if (event instanceof Event.Tick) {
            return 1;
        }
        if (event instanceof Event.WorkerAsked asked) {
            return Mix.hash(2, of(asked.request()));
        }
        if (event instanceof Event.Told told) {
            return Mix.hash(3, told.fromPartition(), of(told.inside()));
        }
        if (event instanceof Event.LinkReady ready) {
            return Mix.hash(4, ready.peer(), ready.session(), ready.bytesPerSecond());
        }
        if (event instanceof Event.LinkMeasured measured) {
            return Mix.hash(5, measured.peer(), measured.bytesPerSecond());
        }
        if (event instanceof Event.LinkLost lost) {
            return Mix.hash(6, lost.peer());
        }
        if (event instanceof Event.Asked asked) {
            return Mix.hash(8, of(asked.command().toString()));
        }
        if (event instanceof Event.Abandoned abandoned) {
            return Mix.hash(9, of(abandoned.reason()));
        }
        if (event instanceof Event.Start) {
            return 7;
        }
        throw unknown(event);
    }

    static long of(Effect effect) {
        if (effect instanceof Effect.Send send) {
            return Mix.hash(of(send.message(), false), send.peer(), send.version(), send.session());
        }
        if (effect instanceof Effect.Persist persist) {
            return Mix.hash(11, of(persist.record()));
        }
        if (effect instanceof Effect.Answer answer) {
            return Mix.hash(12, answer.worker(), answer.attempt(), of(answer.reply()));
        }
        if (effect instanceof Effect.Tell tell) {
            return Mix.hash(13, tell.partition(), of(tell.inside()));
        }
        if (effect instanceof Effect.WakeAt wake) {
            return Mix.hash(14, wake.nanos());
        }
        if (effect instanceof Effect.Finished finished) {
            return Mix.hash(15, bit(finished.isComplete()));
        }
        if (effect instanceof Effect.Out out) {
            return Mix.hash(17, of(out.reason()));
        }
        if (effect instanceof Effect.CommandDone done) {
            return Mix.hash(18, bit(done.isAccepted()), of(done.text()));
        }
        if (effect instanceof Effect.Failed failed) {
            return Mix.hash(16, failed.member(), of(failed.reason()));
        }
        throw unknown(effect);
    }

    private static long of(Message message, boolean inFull) {
        if (message instanceof Message.Batch batch) {
            long rows = inFull ? of(batch.rows()) : batch.rows().size();
            return Mix.hash(
                    Mix.hash(21, batch.seq(), batch.clock(), batch.through()),
                    batch.weight(),
                    rows);
        }
        if (message instanceof Message.Ack ack) {
            return Mix.hash(22, ack.seq());
        }
        if (message instanceof Message.Clock clock) {
            return of(clock);
        }
        if (message instanceof Message.Heartbeat) {
            return 24;
        }
        if (message instanceof Message.Announce announce) {
            return of(announce);
        }
        if (message instanceof Message.Gap gap) {
            return Mix.hash(26, gap.seq());
        }
        if (message instanceof Message.Statement statement) {
            return of(statement);
        }
        if (message instanceof Message.StopAt stop) {
            return Mix.hash(28, stop.clock());
        }
        if (message instanceof Message.Begin begin) {
            return Mix.hash(30, of(begin.version()));
        }
        if (message instanceof Message.Consent consent) {
            return Mix.hash(31, consent.view(), consent.consent().started());
        }
        if (message instanceof Message.Knock) {
            return 36;
        }
        if (message instanceof Message.Over) {
            return 37;
        }
        if (message instanceof Message.Refusal refusal) {

            return Mix.hash(35, refusal.view());
        }
        if (message instanceof Message.Own own) {
            return Mix.hash(32, own.version(), of(own.counts()));
        }
        if (message instanceof Message.Copy copy) {
            return Mix.hash(33, copy.version(), of(copy.rows()));
        }
        if (message instanceof Message.Outdated outdated) {
            return Mix.hash(34, outdated.view(), Arrays.hashCode(outdated.members()));
        }
        if (message instanceof Message.Abort abort) {
            return Mix.hash(29, abort.member(), of(abort.reason()));
        }
        throw unknown(message);
    }

    private static long of(Version version) {
        return version == null ? 0 : Mix.hash(version.number(), version.after(), version.view());
    }

    private static long of(Message.Clock clock) {
        long print = Mix.hash(23, clock.clock(), clock.laggard(), clock.heardMetrics());
        print = Mix.hash(print, Arrays.hashCode(clock.absent()));
        for (Message.ClockMetrics metrics : clock.metrics()) {
            print = Mix.hash(print, metrics.clock(), Arrays.hashCode(metrics.sums()));
        }
        return print;
    }

    private static long of(Message.Announce announce) {
        return Mix.hash(25, announce.clock(), Arrays.hashCode(announce.ids()));
    }

    private static long of(Message.Statement statement) {
        long print = Mix.hash(27, statement.incarnation(), statement.applied());
        print = Mix.hash(print, statement.stop(), of(statement.clock()), bit(statement.isReply()));
        print = Mix.hash(print, of(statement.begun()));
        for (Message.Announce announcement : statement.announcements()) {
            print = Mix.hash(print, of(announcement));
        }
        return print;
    }

    private static long of(Request request) {
        long who = Mix.hash(request.worker(), request.attempt());
        if (request instanceof Request.Pull pull) {
            return Mix.hash(who, pull.clock(), Arrays.hashCode(pull.ids()), bit(pull.waits()));
        }
        if (request instanceof Request.Stage stage) {
            return Mix.hash(who, stage.clock(), stage.weight(), of(stage.rows()));
        }
        if (request instanceof Request.Commit commit) {
            long metrics = Arrays.hashCode(commit.metrics());
            return Mix.hash(
                    who, commit.clock(), metrics, Mix.hash(of(commit.patch()), of(commit.save())));
        }
        if (request instanceof Request.Fail fail) {
            return Mix.hash(who, of(fail.reason()));
        }
        if (request instanceof Request.Join) {

            return who;
        }
        throw unknown(request);
    }

    private static long of(Reply reply) {
        if (reply instanceof Reply.Pulled pulled) {
            return Mix.hash(
                    41, pulled.clock(), pulled.rows().size(), Arrays.hashCode(pulled.barred()));
        }
        if (reply instanceof Reply.Staged staged) {
            return Mix.hash(42, staged.clock());
        }
        if (reply instanceof Reply.Committed committed) {
            return Mix.hash(43, committed.clock());
        }
        if (reply instanceof Reply.Joined joined) {
            return Mix.hash(44, joined.lastClock(), joined.patches().size());
        }
        if (reply instanceof Reply.Stopped stopped) {
            return Mix.hash(45, stopped.stop());
        }
        if (reply instanceof Reply.Refused refused) {
            return Mix.hash(46, refused.reason().ordinal());
        }
        throw unknown(reply);
    }

    private static long of(Inside inside) {
        if (inside instanceof Inside.Progress progress) {
            return Mix.hash(
                    51, Arrays.hashCode(progress.clocks()), Arrays.hashCode(progress.attempts()));
        }
        if (inside instanceof Inside.Stop stop) {
            return Mix.hash(52, stop.clock());
        }
        if (inside instanceof Inside.Flushed flushed) {
            return Mix.hash(55, flushed.version(), flushed.flushed().ordinal());
        }
        if (inside instanceof Inside.Finish finish) {
            return Mix.hash(56, bit(finish.isComplete()));
        }
        if (inside instanceof Inside.Begin begin) {
            return Mix.hash(54, of(begin.version()));
        }
        if (inside instanceof Inside.Failure failure) {
            return Mix.hash(53, failure.member(), of(failure.reason()));
        }
        throw unknown(inside);
    }

    /** Of a record: which one it is; what it says entered as an event. */
    static long of(Record record) {
        if (record instanceof Record.BatchSealed sealed) {
            return Mix.hash(61, sealed.to(), of(sealed.batch(), false));
        }
        if (record instanceof Record.BatchArrived arrived) {
            return Mix.hash(62, arrived.from(), of(arrived.batch(), false));
        }
        if (record instanceof Record.BatchAcked acked) {
            return Mix.hash(63, acked.to(), acked.seq());
        }
        if (record instanceof Record.PartStaged staged) {
            return Mix.hash(64, staged.worker(), staged.attempt(), staged.clock());
        }
        if (record instanceof Record.CommitMade made) {
            return Mix.hash(65, made.worker(), made.attempt(), made.clock());
        }
        if (record instanceof Record.Progressed progressed) {
            return Mix.hash(
                    66,
                    Arrays.hashCode(progressed.clocks()),
                    Arrays.hashCode(progressed.attempts()));
        }
        if (record instanceof Record.ClockSettled settled) {
            return Mix.hash(67, settled.clock());
        }
        if (record instanceof Record.RowsAnnounced announced) {
            return Mix.hash(
                    68, announced.to(), announced.clock(), Arrays.hashCode(announced.ids()));
        }
        if (record instanceof Record.MetricsHeard heard) {
            return Mix.hash(69, heard.from(), heard.metrics().size());
        }
        if (record instanceof Record.AttemptBegun begun) {
            return Mix.hash(70, begun.worker(), begun.attempt());
        }
        if (record instanceof Record.Started started) {
            return Mix.hash(71, started.incarnation());
        }
        if (record instanceof Record.StopSet stop) {
            return Mix.hash(72, stop.clock());
        }
        if (record instanceof Record.JobDone done) {
            return Mix.hash(78, bit(done.isComplete()));
        }
        if (record instanceof Record.ViewDropped dropped) {
            return Mix.hash(79, dropped.view());
        }
        if (record instanceof Record.VersionBegun begun) {
            return Mix.hash(74, of(begun.version()));
        }
        if (record instanceof Record.ViewConsented consented) {
            return Mix.hash(75, consented.view(), consented.consent().started());
        }
        if (record instanceof Record.ConsentHeard heard) {
            return Mix.hash(76, heard.member(), heard.consent().started());
        }
        if (record instanceof Record.CopyTaken taken) {
            return Mix.hash(77, taken.version(), of(taken.copy().rows()));
        }
        if (record instanceof Record.JobFailed failed) {
            return Mix.hash(73, failed.member(), of(failed.reason()));
        }
        throw unknown(record);
    }

    private static IllegalStateException unknown(Object what) {
        return new IllegalStateException(
                "no fingerprint for " + what.getClass() + ": say what makes two of them equal");
    }

    private static long of(Rows rows) {
        long print = Arrays.hashCode(rows.ids());
        for (int[] cells : rows.cells()) {
            print = Mix.hash(print, of(cells));
        }
        return print;
    }

    /** In two strands that a processor can follow at once: much of a run's time would go here. */
    private static long of(int[] cells) {
        int even = 1;
        int odd = 1;
        for (int i = 1; i < cells.length; i += 2) {
            even = 31 * even + cells[i - 1];
            odd = 31 * odd + cells[i];
        }
        if (cells.length % 2 == 1) {
            even = 31 * even + cells[cells.length - 1];
        }
        return (long) even << 32 | odd & 0xffffffffL;
    }

    private static long of(byte[] bytes) {
        return Arrays.hashCode(bytes);
    }

    private static long of(String text) {
        return text == null ? 0 : text.hashCode();
    }

    private static long bit(boolean claim) {
        return claim ? 1 : 0;
    }
}
