package sparkgaia.wire;

import java.util.ArrayDeque;

/** Writers, and with them their memory, that wait to be used again. Safe to share. */
public final class SpareWriters {
    private final int most;
    private final ArrayDeque<WorkerWriter> spare = new ArrayDeque<>();

    /** @param most how many are kept */
    public SpareWriters(int most) {
        this.most = most;
    }

    public synchronized WorkerWriter take() {
        WorkerWriter used = spare.poll();
        return used == null ? new WorkerWriter() : used;
    }

    /** What it has written is not needed any more. One that has written much is let go. */
    public synchronized void giveBack(WorkerWriter writer) {
        if (spare.size() < most && writer.isSmall()) {
            spare.push(writer);
        }
    }
}
