package sparkgaia.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Calls one member until it answers, and again whenever its session is lost: at once, then with waits that double and
 * are drawn, so that many callers do not come together. On one event loop, but for names, which may take their time.
 */
final class Caller implements Call.Caller {
    private static final int DOUBLINGS_MAX = 20;

    private final Peers peers;
    private final Peer peer;
    private final Dial dial;
    private final Executor names;

    private Call call;
    private Future<?> next;
    private int tries;
    private long madeNanos;
    private boolean isStopped;

    Caller(Peers peers, Peer peer, Dial dial, Executor names) {
        this.peers = peers;
        this.peer = peer;
        this.dial = dial;
        this.names = names;
    }

    boolean isOf(Peer other) {
        return peer == other;
    }

    void callAfter(long nanos) {
        if (!isStopped) {
            next = peers.loop().schedule(this::resolve, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void resolve() {
        Member member = peer.member();
        names.execute(
                () -> {
                    try {
                        var host = InetAddress.getByName(member.host());
                        var address = new InetSocketAddress(host, member.port());
                        peers.run(() -> call(address));
                    } catch (UnknownHostException e) {
                        String why = "no host " + member.host() + " is known";
                        peers.run(() -> failed(member.address(), null, why));
                    }
                });
    }

    private void call(InetSocketAddress address) {
        if (!isStopped) {
            call = new Call(peers, peer, dial, address, this);
            call.start();
        }
    }

    @Override
    public void made(Session.Lines lines) {
        call = null;
        madeNanos = System.nanoTime();
        peer.stand(lines);
    }

    @Override
    public void failed(String remote, Refusal refusal, String why) {
        call = null;
        if (isStopped) {
            return;
        }
        if (refusal != null) {
            peers.refused(peer.region() + " at " + remote, refusal, why);
        }
        peers.complaints()
                .say(
                        peer.region(),
                        peer.region()
                                + " cannot be reached at "
                                + peer.member().address()
                                + ": "
                                + why
                                + "; calling again");
        callAfter(backOff());
    }

    /** The session that was made is over. */
    void lost() {
        if (System.nanoTime() - madeNanos > peers.limits().backOffNanosMax()) {
            tries = 0;
        }
        callAfter(backOff());
    }

    private long backOff() {
        long longest =
                Math.min(
                        peers.limits().backOffNanosMax(),
                        peers.limits().backOffNanosMin() << Math.min(tries, DOUBLINGS_MAX));
        tries++;
        return ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
    }

    void stop() {
        isStopped = true;
        if (next != null) {
            next.cancel(false);
        }
        if (call != null) {
            call.cancel("this sidecar stops");
        }
    }
}
