package sparkgaia.server.check;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

import sparkgaia.net.BadIdentity;
import sparkgaia.net.Identity;
import sparkgaia.net.Knock;
import sparkgaia.net.NetLimits;
import sparkgaia.server.PeerSettings;
import sparkgaia.server.Settings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The other regions: can they be reached, and are they who they should be. It makes the same connection as the sidecar
 * and closes it when both sides believe each other, before a frame is sent, so it may run beside the sidecar.
 */
public final class PeerCheck {
    private static final double MILLIS = 1e6;

    private PeerCheck() {}

    public static List<Finding> findings(Settings settings) {
        Identity self;
        try {
            self = CertificateCheck.identity(settings);
        } catch (BadIdentity | IOException | IllegalArgumentException e) {
            return List.of();
        }
        var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            Map<PeerSettings, CompletableFuture<Knock.Answer>> answers = new LinkedHashMap<>();
            for (PeerSettings peer : settings.peers().values()) {
                answers.put(peer, knock(self, peer, limits(settings), loops));
            }
            var findings = new ArrayList<Finding>();
            answers.forEach((peer, answer) -> findings.add(finding(peer, answer.join())));
            return findings;
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    private static NetLimits limits(Settings settings) {
        NetLimits usual = NetLimits.usual();
        return new NetLimits(
                usual.strangerFrameBytesMax(),
                settings.handshakeTimeout().toNanos(),
                usual.idleNanosMax(),
                usual.pingNanos(),
                usual.connectionsMax(),
                usual.roomBytes(),
                usual.queueBytesMax(),
                usual.backOffNanosMin(),
                usual.backOffNanosMax());
    }

    /** Names are looked up by a thread of their own, so a resolver that hangs holds up nobody else. */
    private static CompletableFuture<Knock.Answer> knock(
            Identity self, PeerSettings peer, NetLimits limits, MultiThreadIoEventLoopGroup loops) {
        return CompletableFuture.supplyAsync(peer.address()::resolved)
                .thenCompose(address -> Knock.at(self, peer.region(), address, limits, loops))
                .completeOnTimeout(
                        new Knock.Answer(false, 0, "the name could not be looked up in time"),
                        2 * limits.handshakeNanosMax(),
                        TimeUnit.NANOSECONDS);
    }

    private static Finding finding(PeerSettings peer, Knock.Answer answer) {
        String about = "region " + peer.region();
        if (answer.isWelcome()) {
            return Finding.ok(
                    about,
                    String.format(
                            Locale.ROOT,
                            "%s is that region, connected and believed in %.0f ms",
                            peer.address(),
                            answer.nanos() / MILLIS));
        }
        return Finding.bad(
                about,
                peer.address()
                        + ": "
                        + answer.why()
                        + "; check gaia.peer."
                        + peer.region()
                        + ".address, that its sidecar runs, and firewalls between");
    }
}
