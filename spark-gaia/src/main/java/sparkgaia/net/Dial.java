package sparkgaia.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;

import java.net.InetSocketAddress;
import java.util.concurrent.Executor;

/** Makes connections to ports that others listen on. */
public final class Dial {
    private final Tls tls;
    private final NetLimits limits;
    private final EventLoopGroup loops;
    private final Executor handshakes;
    private final SpareFrames spare = new SpareFrames();

    public Dial(Tls tls, NetLimits limits, EventLoopGroup loops, Executor handshakes) {
        this.tls = tls;
        this.limits = limits;
        this.loops = loops;
        this.handshakes = handshakes;
    }

    /** Calls this address, which is resolved already; the guest hears what comes of it, once. */
    public void call(InetSocketAddress address, Guest guest) {
        if (address.isUnresolved()) {
            guest.failed(
                    address.toString(), null, "no host " + address.getHostString() + " is known");
            return;
        }
        if (tls.isPlain() && !address.getAddress().isLoopbackAddress()) {
            guest.failed(
                    address.toString(),
                    null,
                    "without TLS only loopback addresses are called: give this region a key");
            return;
        }
        var gate = new Gate(tls, limits, spare, guest);
        ChannelFuture connected =
                new Bootstrap()
                        .group(loops)
                        .channel(NioSocketChannel.class)
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                (int) Math.max(1, limits.handshakeNanosMax() / 1_000_000))
                        .option(ChannelOption.ALLOCATOR, Door.MEMORY)
                        .option(ChannelOption.RECVBUF_ALLOCATOR, Door.TAKEN)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Door.WRITE_BUFFER)
                        .handler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        prepare(channel, gate);
                                    }
                                })
                        .connect(address);
        connected.addListener(
                done -> {
                    if (!done.isSuccess()) {
                        gate.fail(connected.channel(), null, Causes.line(done.cause()));
                    }
                });
    }

    private void prepare(Channel channel, Gate gate) {
        if (!tls.isPlain()) {
            channel.pipeline()
                    .addLast(tls.handler(channel.alloc(), handshakes, limits.handshakeNanosMax()));
        }
        channel.pipeline().addLast(gate);
    }
}
