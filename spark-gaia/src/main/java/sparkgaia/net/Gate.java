package sparkgaia.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;

import java.security.cert.X509Certificate;

import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Stands in a new channel until its handshake is done and its guest has decided; then it makes way for a {@link Line}.
 * Nothing that comes before that gets past it.
 */
final class Gate extends ChannelInboundHandlerAdapter {
    private final Tls tls;
    private final NetLimits limits;
    private final SpareFrames spare;
    private final Guest guest;
    private final long deadlineNanos;
    private boolean isDone;

    Gate(Tls tls, NetLimits limits, SpareFrames spare, Guest guest) {
        this.tls = tls;
        this.limits = limits;
        this.spare = spare;
        this.guest = guest;
        this.deadlineNanos = System.nanoTime() + limits.handshakeNanosMax();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (tls.isPlain()) {
            open(ctx, null);
        }
        ctx.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done && !isDone) {
            if (done.isSuccess()) {
                shaken(ctx);
            } else {
                Refused refused = Tls.refused(done.cause());
                boolean broke = refused.reason() == Refusal.HANDSHAKE && !ctx.channel().isActive();
                fail(ctx.channel(), broke ? null : refused.reason(), refused.getMessage());
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    private void shaken(ChannelHandlerContext ctx) {
        SslHandler handler = ctx.pipeline().get(SslHandler.class);
        try {
            X509Certificate certificate = certificate(handler);
            if (certificate != null) {
                // A session that is taken up again brings its certificate with it, unchecked.
                Trust.checkTime(certificate);
            }
            open(ctx, certificate);
        } catch (Trust.Distrust e) {
            fail(ctx.channel(), e.reason(), e.getMessage());
        }
    }

    private static X509Certificate certificate(SslHandler handler) {
        try {
            var shown = handler.engine().getSession().getPeerCertificates();
            return shown.length > 0 && shown[0] instanceof X509Certificate first ? first : null;
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    private void open(ChannelHandlerContext ctx, X509Certificate certificate) {
        Channel channel = ctx.channel();
        try {
            Line.Owner owner = guest.welcome(certificate);
            isDone = true;
            var line = new Line(channel, limits, spare, certificate, deadlineNanos);
            line.owner(owner);
            line.install();
            guest.opened(line);
            ctx.pipeline().remove(this);
        } catch (Refused e) {
            fail(channel, e.reason(), e.getMessage());
        }
    }

    /** Gives up before there is a line. */
    void fail(Channel channel, Refusal refusal, String why) {
        if (!isDone) {
            isDone = true;
            var address = channel.remoteAddress();
            channel.close();
            guest.failed(
                    address == null ? "unknown" : address.toString().replace("/", ""),
                    refusal,
                    why);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (isDone) {
            ReferenceCountUtil.release(message);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(ctx.channel(), null, "the other side closed the connection before it was made");
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Refused refused = Tls.refused(cause);
        boolean isTheirs = refused.reason() != Refusal.HANDSHAKE;
        fail(ctx.channel(), isTheirs ? refused.reason() : null, Causes.line(cause));
    }
}
