package sparkgaia.train.exact;

import java.nio.ByteBuffer;

/** Arrays as bytes, for saves and patches. */
final class Numbers {
    private Numbers() {}

    static byte[] write(float[][] rows) {
        var buffer = ByteBuffer.allocate(rows.length * rows[0].length * Float.BYTES);
        for (float[] row : rows) {
            for (float number : row) {
                buffer.putFloat(number);
            }
        }
        return buffer.array();
    }

    static void read(byte[] bytes, float[][] rows) {
        var buffer = ByteBuffer.wrap(bytes);
        for (float[] row : rows) {
            buffer.asFloatBuffer().get(row);
            buffer.position(buffer.position() + row.length * Float.BYTES);
        }
    }

    static byte[] write(int[] numbers) {
        var buffer = ByteBuffer.allocate(numbers.length * Integer.BYTES);
        buffer.asIntBuffer().put(numbers);
        return buffer.array();
    }

    static int[] readInts(byte[] bytes) {
        int[] numbers = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes).asIntBuffer().get(numbers);
        return numbers;
    }
}
