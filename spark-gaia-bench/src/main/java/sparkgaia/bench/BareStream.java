package sparkgaia.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;

import sparkgaia.net.Identity;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Netty moves over loopback with TLS 1.3 when nobody looks at the bytes: pieces of 1 MiB, as fast as it takes them,
 * again and again those of an array. They are dropped, or put into another array again and again.
 */
final class BareStream implements AutoCloseable {
    static final int PIECE_BYTES = 1 << 20;
    private static final long SECONDS_MAX = 120;

    private final SslContext server;
    private final SslContext client;
    private final EventLoopGroup loops;
    private final byte[] into;
    private final Channel door;

    /** @param into null: what comes is dropped */
    BareStream(Identity identity, EventLoopGroup loops, byte[] from, byte[] into) throws Exception {
        this.into = into;
        X509Certificate[] chain = identity.chain().toArray(X509Certificate[]::new);
        this.loops = loops;
        this.server =
                SslContextBuilder.forServer(identity.key(), chain)
                        .sslProvider(SslProvider.JDK)
                        .protocols("TLSv1.3")
                        .build();
        this.client =
                SslContextBuilder.forClient()
                        .sslProvider(SslProvider.JDK)
                        .protocols("TLSv1.3")
                        .trustManager(identity.authorities().toArray(X509Certificate[]::new))
                        .endpointIdentificationAlgorithm(null)
                        .build();
        this.door =
                new ServerBootstrap()
                        .group(loops, loops)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline()
                                                .addLast(server.newHandler(channel.alloc()))
                                                .addLast(new Source(from));
                                    }
                                })
                        .bind(new InetSocketAddress("127.0.0.1", 0))
                        .sync()
                        .channel();
    }

    /** Sends whenever there is room. */
    private static final class Source extends ChannelInboundHandlerAdapter {
        private final byte[] from;
        private int at;

        private Source(byte[] from) {
            this.from = from;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            fill(ctx);
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            fill(ctx);
        }

        private void fill(ChannelHandlerContext ctx) {
            while (ctx.channel().isActive() && ctx.channel().isWritable()) {
                ctx.writeAndFlush(Unpooled.wrappedBuffer(from, at, PIECE_BYTES));
                at = (at + PIECE_BYTES) % from.length;
            }
        }
    }

    double bytesPerSecond(long bytes) throws InterruptedException {
        var done = new CountDownLatch(1);
        long[] time = {0, 0};
        Channel channel =
                new Bootstrap()
                        .group(loops)
                        .channel(NioSocketChannel.class)
                        .handler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel opened) {
                                        opened.pipeline()
                                                .addLast(client.newHandler(opened.alloc()))
                                                .addLast(new Sink(bytes, into, time, done));
                                    }
                                })
                        .connect(door.localAddress())
                        .sync()
                        .channel();
        if (!done.await(SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the stream stands still");
        }
        channel.close().sync();
        return bytes / ((time[1] - time[0]) * 1e-9);
    }

    private static final class Sink extends ChannelInboundHandlerAdapter {
        private final long[] time;
        private final CountDownLatch done;
        private final byte[] into;
        private long left;
        private int at;

        private Sink(long bytes, byte[] into, long[] time, CountDownLatch done) {
            this.left = bytes;
            this.into = into;
            this.time = time;
            this.done = done;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf in = (ByteBuf) message;
            if (time[0] == 0) {
                time[0] = System.nanoTime();
            }
            left -= in.readableBytes();
            while (into != null && in.isReadable()) {
                int some = Math.min(in.readableBytes(), into.length - at);
                in.readBytes(into, at, some);
                at = (at + some) % into.length;
            }
            in.release();
            if (left <= 0 && done.getCount() > 0) {
                time[1] = System.nanoTime();
                done.countDown();
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        door.close().sync();
    }
}
