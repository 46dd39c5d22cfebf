package sparkgaia.lab.explain;

import sparkgaia.core.Job;
import sparkgaia.lab.Fault;

import java.util.Locale;

/** Faults in words. */
public final class FaultWords {
    private FaultWords() {}

    /** What goes wrong, and until when. */
    public static String of(Job job, Fault fault) {
        if (fault instanceof Fault.Cut cut) {
            return "nothing gets from "
                    + job.name(cut.from())
                    + " to "
                    + job.name(cut.to())
                    + until(cut.untilNanos());
        }
        if (fault instanceof Fault.Stall stall) {
            return "nothing moves from "
                    + job.name(stall.from())
                    + " to "
                    + job.name(stall.to())
                    + until(stall.untilNanos())
                    + ", and nothing is lost";
        }
        if (fault instanceof Fault.Reset reset) {
            return "the connection of partition "
                    + reset.partition()
                    + " between "
                    + job.name(reset.a())
                    + " and "
                    + job.name(reset.b())
                    + " breaks";
        }
        if (fault instanceof Fault.Swing swing) {
            return "the bandwidth from "
                    + job.name(swing.from())
                    + " to "
                    + job.name(swing.to())
                    + " is "
                    + swing.factor()
                    + " times the usual"
                    + until(swing.untilNanos());
        }
        return ofProcess(job, fault);
    }

    private static String ofProcess(Job job, Fault fault) {
        if (fault instanceof Fault.Crash crash) {
            return "the sidecar of "
                    + job.name(crash.region())
                    + " dies"
                    + (crash.hasDisk() ? "" : " and loses its disk")
                    + ", what was not durable is "
                    + crash.tail().name().toLowerCase(Locale.ROOT)
                    + "; it is started again at "
                    + seconds(crash.untilNanos());
        }
        if (fault instanceof Fault.CrashAtEffect crash) {
            return "the sidecar of "
                    + job.name(crash.region())
                    + " dies before its effect number "
                    + crash.effect()
                    + ", what was not durable is "
                    + crash.tail().name().toLowerCase(Locale.ROOT)
                    + "; it is started again "
                    + seconds(crash.restartNanos())
                    + " later";
        }
        if (fault instanceof Fault.Pause pause) {
            return "the sidecar of "
                    + job.name(pause.region())
                    + " is stopped"
                    + until(pause.untilNanos());
        }
        if (fault instanceof Fault.SlowDisk disk) {
            return "the disk of "
                    + job.name(disk.region())
                    + " takes up to "
                    + seconds(disk.syncNanosMax())
                    + " to sync"
                    + until(disk.untilNanos());
        }
        if (fault instanceof Fault.DiskFailure failure) {
            return "the next sync of "
                    + job.name(failure.region())
                    + "."
                    + failure.partition()
                    + " fails, its sidecar dies by that";
        }
        if (fault instanceof Fault.Leave leave) {
            return job.name(leave.region()) + " leaves for ever, with its workers";
        }
        if (fault instanceof Fault.WorkerCrash crash) {
            return "worker "
                    + crash.worker()
                    + " dies; its next attempt begins at "
                    + seconds(crash.untilNanos());
        }
        if (fault instanceof Fault.Zombie zombie) {
            return "worker "
                    + zombie.worker()
                    + " begins again while its last attempt goes on"
                    + until(zombie.untilNanos());
        }
        return fault.toString();
    }

    private static String until(long nanos) {
        return " until " + seconds(nanos);
    }

    static String seconds(long nanos) {
        return String.format("%.3f s", nanos * 1e-9);
    }
}
