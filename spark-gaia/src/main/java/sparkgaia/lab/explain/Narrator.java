package sparkgaia.lab.explain;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Inside;
import sparkgaia.core.Job;
import sparkgaia.core.Record;
import sparkgaia.core.Region;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Frame;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request;
import sparkgaia.lab.Fault;
import sparkgaia.lab.Film;
import sparkgaia.lab.Observer;
import sparkgaia.lab.Scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Watches a run and tells it line by line: the time, the place, what happened there. */
public final class Narrator implements Observer, Film {
    private static final String FAULT = "fault ";

    private final Job job;
    private final Window window;
    private final Consumer<String> out;
    private final Waits waits = new Waits();
    private final TreeMap<String, String> faults = new TreeMap<>();
    private final TreeMap<String, Long> folded = new TreeMap<>();
    private final long[][] askedNanos;
    private final int[][] askedClock;
    private long nanos;
    private int region;
    private int partition;

    public Narrator(Scenario<?, ?> scenario, Window window, Consumer<String> out) {
        this.job = scenario.job();
        this.window = window;
        this.out = out;
        this.askedNanos = new long[job.partitions()][job.workers()];
        this.askedClock = new int[job.partitions()][job.workers()];
        for (Fault fault : scenario.faults().faults()) {
            faults.put(FAULT + fault, FaultWords.of(job, fault));
        }
    }

    /** What the lab itself does; the regions' own lines are told in better words below. */
    @Override
    public void line(long now, String text) {
        if (text.contains(" > ") || text.contains(" <   ")) {
            return;
        }
        if (window.shows(now)) {
            String words = faults.getOrDefault(text, text);
            out.accept(String.format("%12.6f  %-14s *** %s", now * 1e-9, "", words));
        }
    }

    @Override
    public void before(long now, int where, int part, Region state, Event event) {
        nanos = now;
        region = where;
        partition = part;
        if (event instanceof Event.WorkerAsked asked
                && asked.request() instanceof Request.Pull pull
                && (pull.clock() != askedClock[part][pull.worker()]
                        || askedNanos[part][pull.worker()] == 0)) {
            askedClock[part][pull.worker()] = pull.clock();
            askedNanos[part][pull.worker()] = now;
        }
    }

    @Override
    public void after(
            long now, int where, int part, Region state, Event event, List<Effect> effects) {
        tell(event, effects);
        tellSends(effects);
        for (Effect effect : effects) {
            tell(effect);
        }
        for (String wait : waits.at(now, place(), state.waits())) {
            say(wait);
        }
    }

    @Override
    public void crashed(long now, int where, boolean hasDisk) {
        nanos = now;
        region = where;
        for (int part = 0; part < job.partitions(); part++) {
            partition = part;
            waits.at(now, place(), List.of());
        }
    }

    private void tell(Event event, List<Effect> effects) {
        if (event instanceof Event.FrameArrived arrived) {
            tell(arrived.frame(), effects);
        } else if (event instanceof Event.WorkerAsked asked) {
            tell(asked.request());
        } else if (event instanceof Event.LinkReady ready) {
            say("is connected to " + job.name(ready.peer()));
        } else if (event instanceof Event.LinkLost lost) {
            say("notices that the connection to " + job.name(lost.peer()) + " is gone");
        } else if (event instanceof Event.Start) {
            say("starts");
        } else if (event instanceof Event.Asked asked) {
            say("is asked by a person: " + asked.command());
        } else if (event instanceof Event.Told told
                && !(told.inside() instanceof Inside.Progress)) {
            say("is told by its lead: " + told.inside());
        } else {
            fold(event instanceof Event.Tick ? "wake-ups" : "words inside a region");
        }
    }

    private void tell(Frame frame, List<Effect> effects) {
        Message message = frame.message();
        String from = job.name(frame.from());
        if (message instanceof Message.Batch batch) {
            boolean isTaken = false;
            for (Effect effect : effects) {
                isTaken |=
                        effect instanceof Effect.Persist persist
                                && persist.record() instanceof Record.BatchArrived taken
                                && taken.from() == frame.from()
                                && taken.batch().seq() == batch.seq();
            }
            say(
                    isTaken
                            ? "takes " + text(batch) + " from " + from
                            : "does not take batch "
                                    + batch.seq()
                                    + " from "
                                    + from
                                    + " now: a repeat, ahead of its turn, or of an old connection");
        } else if (message instanceof Message.Announce announce) {
            say("hears from " + from + " that " + text(announce));
        } else if (message instanceof Message.Gap gap) {
            say("is asked by " + from + " to send again from batch " + gap.seq());
        } else if (message instanceof Message.StopAt stop) {
            say("hears from " + from + " that the job stops at clock " + stop.clock());
        } else if (message instanceof Message.Abort abort) {
            say("hears from " + from + " that the job has failed: " + abort.reason());
        } else {
            tellRare(from, message);
        }
    }

    private void tellRare(String from, Message message) {
        if (message instanceof Message.Ack
                || message instanceof Message.Clock
                || message instanceof Message.Heartbeat
                || message instanceof Message.Statement) {
            fold(name(message) + "s heard");
        } else {
            say("hears from " + from + ": " + message);
        }
    }

    private static String name(Message message) {
        return message.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private void tell(Request request) {
        if (request instanceof Request.Join join) {
            say("worker " + join.worker() + " joins, attempt " + join.attempt());
        } else if (request instanceof Request.Commit commit) {
            say("worker " + commit.worker() + " commits clock " + commit.clock());
        } else if (request instanceof Request.Fail fail) {
            say("worker " + fail.worker() + " cannot go on: " + fail.reason());
        } else {
            fold(request instanceof Request.Pull ? "pulls" : "parts of commits");
        }
    }

    /** One line for what is said to several at once. */
    private void tellSends(List<Effect> effects) {
        var receivers = new TreeMap<String, List<String>>();
        var order = new ArrayList<String>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send send) {
                String words = text(send.message());
                if (words == null) {
                    fold(name(send.message()) + "s sent");
                    continue;
                }
                if (!receivers.containsKey(words)) {
                    receivers.put(words, new ArrayList<>());
                    order.add(words);
                }
                receivers.get(words).add(job.name(send.peer()));
            }
        }
        for (String words : order) {
            say("to " + String.join(", ", receivers.get(words)) + ": " + words);
        }
    }

    private String text(Message message) {
        if (message instanceof Message.Batch batch) {
            return text(batch);
        }
        if (message instanceof Message.Clock clock) {
            String of =
                    clock.laggard() == region
                            ? ""
                            : " (held up by " + job.name(clock.laggard()) + ")";
            return "clock " + Clocks.text(clock.clock()) + of;
        }
        if (message instanceof Message.Announce announce) {
            return text(announce);
        }
        if (message instanceof Message.Statement statement) {
            return "states: applied "
                    + statement.applied()
                    + ", clock "
                    + Clocks.text(statement.clock().clock());
        }
        return message instanceof Message.Ack || message instanceof Message.Heartbeat
                ? null
                : message.toString();
    }

    private static String text(Message.Batch batch) {
        return "batch "
                + batch.seq()
                + (batch.rows().isEmpty() ? ", empty" : ", " + batch.rows().size() + " rows")
                + ", through "
                + Clocks.text(batch.through());
    }

    private static String text(Message.Announce announce) {
        return "rows "
                + Arrays.toString(announce.ids())
                + " of clock "
                + announce.clock()
                + " will come late";
    }

    private void tell(Effect effect) {
        if (effect instanceof Effect.Answer answer) {
            tell(answer);
        } else if (effect instanceof Effect.Persist persist) {
            tell(persist.record());
        } else if (effect instanceof Effect.Finished finished) {
            say(
                    finished.isComplete()
                            ? "has shared and heard all there is"
                            : "is done, without having heard everybody to the end");
        } else if (effect instanceof Effect.Failed failed) {
            say("fails: " + failed.reason());
        } else if (effect instanceof Effect.CommandDone done) {
            say((done.isAccepted() ? "answers: " : "refuses: ") + done.text());
        } else if (effect instanceof Effect.Out gone) {
            say("is out: " + gone.reason());
        }
    }

    private void tell(Record record) {
        if (record instanceof Record.ClockSettled settled) {
            say("clock " + settled.clock() + " is complete and becomes part of the value");
        } else if (record instanceof Record.StopSet stop) {
            say("the job stops at clock " + stop.clock());
        } else if (record instanceof Record.VersionBegun begun) {
            say("begins " + begun.version());
        } else if (record instanceof Record.ViewConsented consent) {
            say(
                    "consents to view "
                            + consent.view()
                            + " of "
                            + Arrays.toString(consent.topologies().get(0).members())
                            + ", having started clock "
                            + consent.consent().started());
        } else if (record instanceof Record.ViewDropped dropped) {
            say("gives view " + dropped.view() + " up: a member of it is done");
        } else if (record instanceof Record.CopyTaken copy) {
            say("takes the agreed copy of version " + copy.version());
        } else {
            fold("records");
        }
    }

    private void tell(Effect.Answer answer) {
        String who = "worker " + answer.worker();
        Reply reply = answer.reply();
        if (reply instanceof Reply.Pulled pulled) {
            long waited = nanos - askedNanos[partition][answer.worker()];
            say(
                    who
                            + " may start clock "
                            + pulled.clock()
                            + (waited > 0 ? " after waiting " + FaultWords.seconds(waited) : "")
                            + (pulled.barred().length == 0
                                    ? ""
                                    : ", but not read rows " + Arrays.toString(pulled.barred())));
        } else if (reply instanceof Reply.Joined joined) {
            say(who + " goes on after clock " + joined.lastClock());
        } else if (reply instanceof Reply.Stopped stopped) {
            say(who + " is done: the job stops at clock " + stopped.stop());
        } else if (reply instanceof Reply.Refused refused) {
            say(
                    who
                            + " attempt "
                            + answer.attempt()
                            + " is refused ("
                            + refused.reason()
                            + "): "
                            + refused.text());
        } else {
            fold("receipts to workers");
        }
    }

    private String place() {
        return job.partitions() == 1 ? job.name(region) : job.name(region) + "." + partition;
    }

    private void say(String words) {
        if (window.shows(nanos, region)) {
            out.accept(String.format("%12.6f  %-14s %s", nanos * 1e-9, place(), words));
        }
    }

    private void fold(String what) {
        folded.merge(what, 1L, Long::sum);
    }

    /** What was not told, and who waited for what. */
    public List<String> endnotes() {
        var notes = new ArrayList<String>();
        notes.add("Who waited for what, the waits of all workers added up:");
        waits.sums().forEach(line -> notes.add("  " + line));
        var counts = new ArrayList<String>();
        folded.forEach((what, count) -> counts.add(count + " " + what));
        notes.add("Not told: " + String.join(", ", counts) + ".");
        return notes;
    }
}
