package sparkgaia.net;

import sparkgaia.core.message.Message.Lane;
import sparkgaia.wire.Signal;
import sparkgaia.wire.SignalCodec;

import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The called side: what greets on its control lane gets a session, larger than any that either side remembers, and when
 * the data lane of the same session has greeted, both stand. Who calls again takes the place of what he had: of
 * connections that only one side still believes in nobody else would ever be rid. On one event loop.
 */
final class Reception {

    /** Connections of one member at a time: two that stand, two that are about to take their place. */
    static final int LINES_MAX = 4;

    /** A control lane that waits for its data lane. */
    private record Half(Line control, long session, long start) {}

    private final Peers peers;
    private final Map<Peer, Half> halves = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    Reception(Peers peers) {
        this.peers = peers;
    }

    Guest guest() {
        return new Visitor();
    }

    /** One connection that has come in, until its session stands. */
    private final class Visitor implements Guest, Line.Owner {
        private String region;

        @Override
        public Line.Owner welcome(X509Certificate certificate) throws Refused {
            peers.members().check(certificate, null);
            if (certificate != null) {
                region = Names.region(certificate);
                if (lines.getOrDefault(region, 0) >= LINES_MAX) {
                    throw new Refused(
                            Refusal.CROWDED,
                            region + " has " + LINES_MAX + " connections, as many as it may");
                }
            }
            return this;
        }

        @Override
        public void opened(Line line) {
            String remote = line.remote();
            peers.listener().opened(remote);
            line.onClose(() -> peers.listener().closed(remote));
            if (region != null) {
                lines.merge(region, 1, Integer::sum);
                line.onClose(
                        () -> lines.computeIfPresent(region, (name, n) -> n > 1 ? n - 1 : null));
            }
        }

        @Override
        public void frame(Line line, byte[] frame) throws Refused {
            Signal.Hello hello = Greeting.hello(frame);
            if (region == null) {
                peers.members().checkName(hello.region());
            } else if (!region.equals(hello.region())) {
                throw new Refused(
                        Refusal.OTHER_REGION,
                        "it says that it is " + hello.region() + ", its certificate is " + region);
            }
            Peer peer = peers.peer(hello.region());
            if (peers.calls(peer)) {
                throw new Refused(
                        Refusal.GREETING,
                        hello.region() + " is called from here, it does not call");
            }
            if (hello.lane() == Lane.CONTROL) {
                control(peer, line, hello);
            } else {
                data(peer, line, hello);
            }
        }

        @Override
        public void closed(Line line, Refusal refusal, String why) {
            halves.values().removeIf(half -> half.control == line);
            failed(line.remote(), refusal, why);
        }

        @Override
        public void failed(String remote, Refusal refusal, String why) {
            if (refusal != null) {
                peers.refused(region == null ? remote : region + " at " + remote, refusal, why);
            }
        }
    }

    private void control(Peer peer, Line line, Signal.Hello hello) {
        Half before = halves.remove(peer);
        if (before != null) {
            before.control.close("a new connection takes its place");
        }
        peer.end("it has connected anew");
        long session = Math.max(peer.highest(), hello.session()) + 1;
        peer.raise(session);
        peer.greeted(hello);
        halves.put(peer, new Half(line, session, hello.start()));
        answer(line, Lane.CONTROL, session);
    }

    private void data(Peer peer, Line line, Signal.Hello hello) throws Refused {
        Half half = halves.get(peer);
        if (half == null || half.session != hello.session() || half.start != hello.start()) {
            throw new Refused(
                    Refusal.GREETING,
                    "a data lane of session "
                            + hello.session()
                            + " has no control lane that waits for it");
        }
        halves.remove(peer);
        half.control.trust();
        line.trust();
        answer(line, Lane.DATA, half.session);
        peer.stand(new Session.Lines(half.session, half.control, line));
    }

    private void answer(Line line, Lane lane, long session) {
        byte[] hello = SignalCodec.write(peers.hello(lane, session));
        line.write(hello, 0, hello.length);
        line.flush();
    }
}
