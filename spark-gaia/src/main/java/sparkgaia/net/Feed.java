package sparkgaia.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What waits to leave over a connection, in order. A piece is handed to the channel when that has room, so that the
 * other side reads the first while the next is encrypted, and little is ever encrypted ahead. Any thread adds; the rest
 * is the event loop's.
 */
final class Feed {
    /** Handed on at a time, flushed at once. */
    static final int PIECE_BYTES = 256 << 10;

    private record Load(ByteBuffer bytes, int size, Runnable then) {}

    private final Channel channel;
    private final ConcurrentLinkedQueue<Load> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong queued = new AtomicLong();
    private final AtomicBoolean isCalled = new AtomicBoolean();
    private boolean isPumping;
    private boolean isClosed;

    Feed(Channel channel) {
        this.channel = channel;
    }

    /** So many bytes have been added and have not left. */
    long queuedBytes() {
        return queued.get();
    }

    /** @param then is run on the event loop when they have left, or cannot any more; until then they do not change */
    void add(ByteBuffer bytes, Runnable then) {
        queued.addAndGet(bytes.remaining());
        waiting.add(new Load(bytes.duplicate(), bytes.remaining(), then));
        if (channel.eventLoop().inEventLoop() && !isPumping) {
            pump();
        } else if (isCalled.compareAndSet(false, true)) {
            call();
        }
    }

    private void call() {
        try {
            channel.eventLoop().execute(this::called);
        } catch (RejectedExecutionException e) {
            // The loop has ended, and with it whatever leaves.
            drop();
        }
    }

    private void called() {
        isCalled.set(false);
        pump();
    }

    /** Hands on as much as there is room for. */
    void pump() {
        isPumping = true;
        int unflushed = 0;
        while (!isClosed && channel.isWritable() && !waiting.isEmpty()) {
            unflushed += hand(waiting.peek());
            if (unflushed >= PIECE_BYTES) {
                // Only what is flushed shows in whether there is room.
                channel.flush();
                unflushed = 0;
            }
        }
        if (unflushed > 0) {
            channel.flush();
        }
        isPumping = false;
        if (isClosed) {
            drop();
        }
    }

    private int hand(Load load) {
        ByteBuffer bytes = load.bytes;
        int length = Math.min(bytes.remaining(), PIECE_BYTES);
        ByteBuffer piece = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        ChannelFuture written = channel.write(Unpooled.wrappedBuffer(piece));
        if (!bytes.hasRemaining()) {
            waiting.remove();
            written.addListener(done -> left(load));
        }
        return length;
    }

    private void left(Load load) {
        queued.addAndGet(-load.size);
        load.then.run();
    }

    /** Nothing leaves any more. */
    void close() {
        isClosed = true;
        drop();
    }

    private void drop() {
        Load load = waiting.poll();
        while (load != null) {
            left(load);
            load = waiting.poll();
        }
    }
}
