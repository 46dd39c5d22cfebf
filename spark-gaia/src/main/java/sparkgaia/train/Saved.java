package sparkgaia.train;

import java.nio.ByteBuffer;

/**
 * What a sidecar keeps of a shard, with the digest of the records it belongs to: every save, and the patch of clock 0,
 * so that a restarted worker always gets one.
 */
record Saved(long digest, byte[] content) {
    byte[] toBytes() {
        return ByteBuffer.allocate(Long.BYTES + content.length)
                .putLong(digest)
                .put(content)
                .array();
    }

    static Saved of(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        long digest = buffer.getLong();
        byte[] content = new byte[buffer.remaining()];
        buffer.get(content);
        return new Saved(digest, content);
    }
}
