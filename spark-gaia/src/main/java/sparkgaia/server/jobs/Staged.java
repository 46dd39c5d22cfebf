package sparkgaia.server.jobs;

import sparkgaia.server.journal.Pieces;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The bytes in which a worker's part of a commit comes, frame by frame: the journal takes them as they are. Filled by the
 * connection's thread, which hands it to the partition's loop with the last frame.
 */
public final class Staged {
    private final int worker;
    private final int attempt;
    private final Consumer<byte[]> whenRead;
    private final Pieces pieces;
    private final List<byte[]> frames = new ArrayList<>();
    private ByteBuffer[] last;
    private long bytes;

    /** @param whenRead takes each frame back when nobody reads it any more; called by the partition's loop */
    public Staged(int worker, int attempt, Consumer<byte[]> whenRead) {
        this.worker = worker;
        this.attempt = attempt;
        this.whenRead = whenRead;
        this.pieces = new Pieces(worker);
    }

    int worker() {
        return worker;
    }

    int attempt() {
        return attempt;
    }

    Pieces pieces() {
        return pieces;
    }

    /** A frame came; whether it is the first. */
    public boolean add(byte[] frame) {
        frames.add(frame);
        return frames.size() == 1;
    }

    /** With these it is whole. */
    public void end(ByteBuffer... pieceAtLast) {
        last = pieceAtLast;
        bytes = frames.get(frames.size() - 1).length;
    }

    ByteBuffer[] last() {
        return last;
    }

    /** What its last frame takes: the others have been counted. */
    long lastBytes() {
        return bytes;
    }

    void read() {
        frames.forEach(whenRead);
    }
}
