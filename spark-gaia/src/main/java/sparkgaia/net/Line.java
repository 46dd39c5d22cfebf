package sparkgaia.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;

import sparkgaia.core.Invariant;
import sparkgaia.wire.FrameReader;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * One connection that carries whole frames, after its handshake.
 *
 * <p>Its life: handshaken, with small frames only and a deadline; then {@link #trust trusted}, by its owner; then closed,
 * once, with a reason. Its owner is called on the connection's event loop.
 */
public final class Line extends ChannelInboundHandlerAdapter {

    /** Who hears what a line carries. */
    public interface Owner {
        /**
         * One whole frame, its length included. It is the owner's, who may give it back with {@link Line#reuse} when it
         * has been read.
         */
        void frame(Line line, byte[] frame) throws Refused;

        /** It is over: refused for something that the other side did, or for null because it broke or was closed. */
        void closed(Line line, Refusal refusal, String why);

        /** Again there is room in the socket. */
        default void writable(Line line) {}
    }

    private static final System.Logger LOG = System.getLogger("sparkgaia.net");

    private final Channel channel;
    private final NetLimits limits;
    private final X509Certificate certificate;
    private final Future<?> deadline;
    private final SpareFrames spare;
    private final FrameSplitter splitter;
    private final Feed feed;
    private final Speedometer speedometer = new Speedometer();
    private final ArrayDeque<byte[]> held = new ArrayDeque<>();

    private Owner owner;
    private volatile boolean isTrusted;
    private boolean isHolding;
    private boolean isClosed;
    private boolean reads = true;
    private long readNanos = System.nanoTime();

    /** @param certificate who is at the other end, or null without TLS */
    Line(
            Channel channel,
            NetLimits limits,
            SpareFrames spare,
            X509Certificate certificate,
            long deadlineNanos) {
        this.channel = channel;
        this.spare = spare;
        this.splitter = new FrameSplitter(spare);
        this.feed = new Feed(channel);
        this.limits = limits;
        this.certificate = certificate;
        this.deadline =
                channel.eventLoop()
                        .schedule(
                                () -> refuse(Refusal.LATE, "it took too long to greet"),
                                Math.max(0, deadlineNanos - System.nanoTime()),
                                TimeUnit.NANOSECONDS);
    }

    /** The certificate of the other side, or null without TLS. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** On which its owner is called. */
    public EventExecutor loop() {
        return channel.eventLoop();
    }

    public String remote() {
        SocketAddress address = channel.remoteAddress();
        return address == null ? "a closed connection" : address.toString().replace("/", "");
    }

    public void owner(Owner next) {
        owner = next;
    }

    /** Long frames may come and there is no deadline any more: the other side has said who it is. */
    public void trust() {
        isTrusted = true;
        deadline.cancel(false);
    }

    boolean isTrusted() {
        return isTrusted;
    }

    boolean isClosed() {
        return isClosed;
    }

    Speedometer speedometer() {
        return speedometer;
    }

    /** How long nothing has come by this time of {@link System#nanoTime}, or 0 while nothing is taken; on the event loop. */
    public long silentNanos(long now) {
        return reads ? now - readNanos : 0;
    }

    /** Keeps frames until {@link #release}, and takes no more than are on their way through the handlers. */
    void hold() {
        isHolding = true;
        channel.config().setAutoRead(false);
    }

    void release() {
        while (!held.isEmpty() && !isClosed) {
            hand(held.poll());
        }
        isHolding = false;
        channel.config().setAutoRead(reads && !isClosed);
    }

    /** Stops or continues to read from the socket; on the event loop. */
    void reads(boolean nowReads) {
        reads = nowReads;
        readNanos = System.nanoTime();
        speedometer.interrupt();
        if (!isHolding) {
            channel.config().setAutoRead(nowReads);
        }
    }

    /** Stops or continues to read from the socket, so that the other side has to wait; any thread. */
    public void setReads(boolean nowReads) {
        channel.eventLoop().execute(() -> reads(nowReads));
    }

    /** Sends whole frames, not to be changed any more; any thread. More than may wait closes the line. */
    public void send(byte[] frames) {
        send(ByteBuffer.wrap(frames), () -> {});
    }

    /**
     * Sends whole frames.
     *
     * @param then is run, mostly on the event loop, when they have left, or cannot any more: until then they are not to
     *     be changed
     */
    public void send(ByteBuffer frames, Runnable then) {
        long waiting = feed.queuedBytes() + frames.remaining();
        if (waiting > limits.queueBytesMax()) {
            channel.eventLoop().execute(() -> refuse(Refusal.SLOW, slow(waiting)));
            then.run();
            return;
        }
        feed.add(frames, then);
    }

    static String slow(long waiting) {
        return "it reads too slowly: "
                + waiting
                + " bytes wait to be sent to it; look at its load and at the link's settings";
    }

    public long queuedBytes() {
        return feed.queuedBytes();
    }

    /** Takes back the memory of a frame that its owner has read and nobody else has. */
    public void reuse(byte[] frame) {
        spare.giveBack(frame);
    }

    ChannelFuture write(byte[] frames, int from, int length) {
        return channel.write(Unpooled.wrappedBuffer(frames, from, length));
    }

    void onClose(Runnable then) {
        channel.closeFuture().addListener(closed -> then.run());
    }

    void flush() {
        channel.flush();
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /** Closes it as something that is over; any thread. */
    public void close(String why) {
        if (channel.eventLoop().inEventLoop()) {
            end(null, why);
        } else {
            channel.eventLoop().execute(() -> end(null, why));
        }
    }

    /** Closes it as something that is not to be; on the event loop. */
    public void refuse(Refusal reason, String why) {
        end(reason, why);
    }

    private void end(Refusal refusal, String why) {
        if (!isClosed) {
            isClosed = true;
            held.clear();
            deadline.cancel(false);
            channel.close();
            feed.close();
            owner.closed(this, refusal, why);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var in = (ByteBuf) message;
        try {
            readNanos = System.nanoTime();
            speedometer.came(in.readableBytes(), readNanos, isTrusted);
            while (!isClosed) {
                int bytesMax =
                        isTrusted ? FrameReader.FRAME_BYTES_MAX : limits.strangerFrameBytesMax();
                byte[] frame = splitter.next(in, bytesMax);
                if (frame == null) {
                    return;
                }
                if (isHolding) {
                    held.add(frame);
                } else {
                    hand(frame);
                }
            }
        } catch (Refused e) {
            refuse(e.reason(), e.getMessage());
        } finally {
            ReferenceCountUtil.release(in);
        }
    }

    private void hand(byte[] frame) {
        try {
            owner.frame(this, frame);
        } catch (Refused e) {
            refuse(e.reason(), e.getMessage());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        speedometer.pause(splitter.isInFrame());
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!isClosed && channel.isWritable()) {
            feed.pump();
            owner.writable(this);
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(null, "the other side closed the connection");
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause.getCause() instanceof IOException) {
            end(null, Tls.told(cause));
            return;
        }
        LOG.log(System.Logger.Level.ERROR, "a connection of " + remote() + " is given up", cause);
        end(null, "an error of our own: " + Causes.line(cause));
    }

    /** Makes this the last handler of its channel. */
    void install() {
        Invariant.check(owner != null, "a line has an owner before it carries anything");
        channel.pipeline().addLast(this);
    }
}
