package sparkgaia.lab.data;

import java.nio.ByteBuffer;

/**
 * An array of bytes in the IDX format of the MNIST files: two zeros, the type 8 (bytes), the number of dimensions, their
 * sizes as big-endian ints, then the cells, the last dimension fastest.
 */
public record Idx(int[] sizes, byte[] cells) {
    private static final int DIMENSIONS_MAX = 4;
    private static final int TYPE_BYTES = 8;

    /** @param file what messages call it */
    public static Idx parse(String file, byte[] bytes, int dimensions) {
        int header = Integer.BYTES * (1 + dimensions);
        if (dimensions < 1 || dimensions > DIMENSIONS_MAX) {
            throw new IllegalArgumentException(dimensions + " dimensions");
        }
        if (bytes.length < header) {
            throw new BadIdx(
                    file,
                    "has "
                            + bytes.length
                            + " bytes, but its header alone is "
                            + header
                            + ": fetch it again");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int magic = in.getInt();
        int expected = TYPE_BYTES << 8 | dimensions;
        if (magic != expected) {
            throw new BadIdx(
                    file,
                    String.format(
                            "begins with %08x where %08x is expected (an IDX file of bytes in %d dimensions,"
                                    + " unpacked)",
                            magic, expected, dimensions));
        }
        int[] sizes = new int[dimensions];
        long cells = 1;
        for (int i = 0; i < dimensions; i++) {
            sizes[i] = in.getInt();
            if (sizes[i] < 1) {
                throw new BadIdx(file, "its dimension " + (i + 1) + " is " + sizes[i]);
            }
            // A product beyond the file's length is wrong already, and could overflow if it went
            // on.
            cells = Math.min(cells * sizes[i], 1L << 32);
        }
        if (cells != bytes.length - header) {
            throw new BadIdx(
                    file,
                    "its header announces "
                            + (cells < 1L << 32 ? cells : "more than 2^32")
                            + " cells, but "
                            + (bytes.length - header)
                            + " follow: fetch it again");
        }
        byte[] content = new byte[(int) cells];
        in.get(content);
        return new Idx(sizes, content);
    }

    /** A cell, from 0 to 255. */
    int cell(int at) {
        return cells[at] & 0xff;
    }
}
