package sparkgaia.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioServerSocketChannel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * A port that accepts connections, and their limits.
 *
 * <p>When there are as many as there may be, the oldest one that is not trusted yet makes way for a new one: whoever
 * opens connections and says nothing cannot keep others out. If all are trusted, the new one is refused.
 */
public final class Door implements AutoCloseable {
    static final WriteBufferWaterMark WRITE_BUFFER = new WriteBufferWaterMark(128 << 10, 256 << 10);

    /** The default one makes direct memory anew, as zeros, where TLS gathers what came. */
    static final ByteBufAllocator MEMORY = PooledByteBufAllocator.DEFAULT;

    /** A busy line takes more at a time than is usual, so that fewer records of TLS are cut in two. */
    static final RecvByteBufAllocator TAKEN = new AdaptiveRecvByteBufAllocator(64, 2048, 256 << 10);

    private static final int BACKLOG = 128;

    private final String what;
    private final InetSocketAddress at;
    private final Tls tls;
    private final NetLimits limits;
    private final EventLoopGroup loops;
    private final Executor handshakes;
    private final Supplier<Guest> guests;
    private final SpareFrames spare = new SpareFrames();
    private final Map<Channel, Gate> open = new LinkedHashMap<>();
    private Channel channel;
    private InetSocketAddress bound;

    /**
     * @param what for messages: what listens here
     * @param handshakes does the arithmetic of handshakes, away from the event loops
     * @param guests makes one guest for each connection
     */
    public Door(
            String what,
            InetSocketAddress at,
            Tls tls,
            NetLimits limits,
            EventLoopGroup loops,
            Executor handshakes,
            Supplier<Guest> guests) {
        this.what = what;
        this.at = at;
        this.tls = tls;
        this.limits = limits;
        this.loops = loops;
        this.handshakes = handshakes;
        this.guests = guests;
    }

    /** Begins to listen, and says where. */
    public InetSocketAddress open() throws IOException {
        if (at.isUnresolved()) {
            throw new IOException(
                    what + " cannot listen on " + at.getHostString() + ": no such host is known");
        }
        if (tls.isPlain() && !at.getAddress().isLoopbackAddress()) {
            throw new IOException(
                    what
                            + " does not listen on "
                            + at
                            + " without TLS: give it a key, or a loopback address as 127.0.0.1");
        }
        var bootstrap =
                new ServerBootstrap()
                        .group(loops, loops)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.ALLOCATOR, MEMORY)
                        .childOption(ChannelOption.RECVBUF_ALLOCATOR, TAKEN)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_BUFFER)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel accepted) {
                                        accept(accepted);
                                    }
                                });
        ChannelFuture binding = bootstrap.bind(at).awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new IOException(
                    what
                            + " cannot listen on "
                            + at.getHostString()
                            + ":"
                            + at.getPort()
                            + ": "
                            + Causes.line(binding.cause()),
                    binding.cause());
        }
        channel = binding.channel();
        bound = (InetSocketAddress) channel.localAddress();
        return bound;
    }

    private void accept(Channel accepted) {
        Guest guest = guests.get();
        var gate = new Gate(tls, limits, spare, guest);
        Channel oldest = enter(accepted, gate);
        if (oldest == accepted) {
            gate.fail(accepted, Refusal.CROWDED, crowd());
            return;
        }
        if (oldest != null) {
            oldest.eventLoop().execute(() -> evict(oldest));
        }
        accepted.closeFuture().addListener(closed -> leave(accepted));
        if (!tls.isPlain()) {
            accepted.pipeline()
                    .addLast(tls.handler(accepted.alloc(), handshakes, limits.handshakeNanosMax()));
        }
        accepted.pipeline().addLast(gate);
    }

    /** Who has to make way: nobody, an older one, or the new one itself. */
    private synchronized Channel enter(Channel accepted, Gate gate) {
        Channel leaving = null;
        if (open.size() >= limits.connectionsMax()) {
            leaving = accepted;
            for (Channel older : open.keySet()) {
                Line line = older.pipeline().get(Line.class);
                if (line == null || !line.isTrusted()) {
                    leaving = older;
                    break;
                }
            }
        }
        if (leaving != accepted) {
            open.remove(leaving);
            open.put(accepted, gate);
        }
        return leaving;
    }

    private void evict(Channel oldest) {
        Line line = oldest.pipeline().get(Line.class);
        Gate gate = oldest.pipeline().get(Gate.class);
        if (line != null) {
            line.refuse(Refusal.CROWDED, crowd());
        } else if (gate != null) {
            gate.fail(oldest, Refusal.CROWDED, crowd());
        }
    }

    private String crowd() {
        return "there are " + limits.connectionsMax() + " connections, as many as there may be";
    }

    private synchronized void leave(Channel gone) {
        open.remove(gone);
    }

    /** Where it listens; after {@link #open}. */
    public InetSocketAddress address() {
        return bound;
    }

    /** How many connections there are. */
    public synchronized int connections() {
        return open.size();
    }

    /** Listens no more and closes what has come in. */
    @Override
    public void close() {
        if (channel != null) {
            channel.close().awaitUninterruptibly();
        }
        synchronized (this) {
            open.keySet().forEach(Channel::close);
        }
    }
}
