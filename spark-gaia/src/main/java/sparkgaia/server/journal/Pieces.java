package sparkgaia.server.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a record that come piece by piece, and go to the disk before it is known whether there will be the
 * record. Its journal's loop has it; the bytes do not change while it is in use.
 */
public final class Pieces {
    private final int key;
    private final List<ByteBuffer[]> ahead = new ArrayList<>();

    /** @param key of at most one record at a time: with the first piece of the next this one is forgotten */
    public Pieces(int key) {
        this.key = key;
    }

    int key() {
        return key;
    }

    /** What has gone ahead, in order, each joined of some bytes. */
    List<ByteBuffer[]> ahead() {
        return ahead;
    }
}
