package sparkgaia.train.mf;

import java.nio.ByteBuffer;

/** How factors are in cells of tables, and users' factors in what a shard saves. */
public final class FactorCells {
    public static final int SCALE = 22;

    /** What a cell of one is as a factor. */
    public static final float UNIT = 0x1p-22f;

    private FactorCells() {}

    public static byte[] save(float[] factors) {
        var save = ByteBuffer.allocate(factors.length * Float.BYTES);
        save.asFloatBuffer().put(factors);
        return save.array();
    }

    /** Takes what was saved. */
    public static void restore(byte[] save, float[] factors) {
        ByteBuffer.wrap(save).asFloatBuffer().get(factors);
    }
}
