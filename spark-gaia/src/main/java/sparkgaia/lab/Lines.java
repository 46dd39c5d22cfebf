package sparkgaia.lab;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.message.Frame;

/** What happens, as lines for a {@link Film}: {@code >} goes into a region, {@code <} comes out of it. */
final class Lines {
    private Lines() {}

    static String of(Job job, int region, int partition, Event event) {
        return place(job, region, partition) + " > " + text(job, event);
    }

    static String of(Job job, int region, int partition, Effect effect) {
        return place(job, region, partition) + " <   " + text(job, effect);
    }

    private static String place(Job job, int region, int partition) {
        return job.partitions() == 1 ? job.name(region) : job.name(region) + "." + partition;
    }

    private static String text(Job job, Event event) {
        if (event instanceof Event.FrameArrived arrived) {
            Frame frame = arrived.frame();
            return "from "
                    + job.name(frame.from())
                    + " #"
                    + frame.session()
                    + " v"
                    + frame.version()
                    + " "
                    + frame.message();
        }
        if (event instanceof Event.WorkerAsked asked) {
            return asked.request().toString();
        }
        if (event instanceof Event.Told told) {
            return "told by " + told.fromPartition() + " " + told.inside();
        }
        if (event instanceof Event.LinkReady ready) {
            return "connected to "
                    + job.name(ready.peer())
                    + " #"
                    + ready.session()
                    + " at "
                    + ready.bytesPerSecond()
                    + " B/s";
        }
        if (event instanceof Event.LinkMeasured measured) {
            return "measured to "
                    + job.name(measured.peer())
                    + " "
                    + measured.bytesPerSecond()
                    + " B/s";
        }
        if (event instanceof Event.LinkLost lost) {
            return "lost " + job.name(lost.peer());
        }
        if (event instanceof Event.Asked asked) {
            return "asked for " + asked.command();
        }
        if (event instanceof Event.Abandoned abandoned) {
            return "abandoned: " + abandoned.reason();
        }
        return event instanceof Event.Tick ? "tick" : "start";
    }

    private static String text(Job job, Effect effect) {
        if (effect instanceof Effect.Persist persist) {
            return "persist " + persist.record();
        }
        if (effect instanceof Effect.Send send) {
            return "to "
                    + job.name(send.peer())
                    + " #"
                    + send.session()
                    + " v"
                    + send.version()
                    + " "
                    + send.message();
        }
        if (effect instanceof Effect.Answer answer) {
            return "w" + answer.worker() + "." + answer.attempt() + " " + answer.reply();
        }
        if (effect instanceof Effect.Tell tell) {
            return "tell " + tell.partition() + " " + tell.inside();
        }
        return effect.toString();
    }
}
