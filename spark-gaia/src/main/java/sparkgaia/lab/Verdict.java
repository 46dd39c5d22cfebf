package sparkgaia.lab;

import sparkgaia.core.Effect;

/** How a run stands: what is still running, and what has gone wrong first. */
final class Verdict {
    private int running;
    private String failure;
    private boolean isBroken;

    /** So many more parts (partitions, workers) have to end, or fewer. */
    void running(int change) {
        running += change;
    }

    /** A region says that the job has failed; the others are given the time to hear of it. */
    void failed(Effect.Failed failed) {
        if (failure == null) {
            failure = failed.reason();
        }
    }

    /** Nothing good can come any more. */
    void broken(String what) {
        isBroken = true;
        if (failure == null) {
            failure = what;
        }
    }

    boolean isOver() {
        return running == 0 || isBroken;
    }

    int running() {
        return running;
    }

    /** What went wrong first, or null. */
    String failure() {
        return failure;
    }
}
