package sparkgaia.net;

import sparkgaia.core.message.Message.Lane;
import sparkgaia.wire.Signal;
import sparkgaia.wire.SignalCodec;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;

/**
 * One attempt of the calling side: a control lane, on which the called side says the session's number, then a data lane
 * for the same. Ends in a session or in a failure, once. On one event loop.
 */
final class Call {

    /** What becomes of it. */
    interface Caller {
        void made(Session.Lines lines);

        /** @param refusal what the other side did, or null if it just came to nothing */
        void failed(String remote, Refusal refusal, String why);
    }

    private final Peers peers;
    private final Peer peer;
    private final Dial dial;
    private final InetSocketAddress address;
    private final Caller caller;

    private Line control;
    private Line data;
    private long session;
    private long theirStart;
    private boolean isDone;

    Call(Peers peers, Peer peer, Dial dial, InetSocketAddress address, Caller caller) {
        this.peers = peers;
        this.peer = peer;
        this.dial = dial;
        this.address = address;
        this.caller = caller;
    }

    void start() {
        dial.call(address, new Callee(Lane.CONTROL));
    }

    void cancel(String why) {
        fail(address.toString(), null, why);
    }

    /** One of the two connections. */
    private final class Callee implements Guest, Line.Owner {
        private final Lane lane;

        Callee(Lane lane) {
            this.lane = lane;
        }

        @Override
        public Line.Owner welcome(X509Certificate certificate) throws Refused {
            peers.members().check(certificate, peer.region());
            return this;
        }

        @Override
        public void opened(Line line) {
            if (isDone) {
                line.close("the call was given up");
                return;
            }
            if (lane == Lane.CONTROL) {
                control = line;
            } else {
                data = line;
            }
            long known = lane == Lane.CONTROL ? peer.highest() : session;
            byte[] hello = SignalCodec.write(peers.hello(lane, known));
            line.write(hello, 0, hello.length);
            line.flush();
        }

        @Override
        public void frame(Line line, byte[] frame) throws Refused {
            Signal.Hello hello = Greeting.hello(frame, peer.region(), lane);
            line.hold();
            if (lane == Lane.CONTROL) {
                if (hello.session() <= peer.highest()) {
                    throw new Refused(
                            Refusal.GREETING,
                            "session " + hello.session() + " after " + peer.highest());
                }
                session = hello.session();
                theirStart = hello.start();
                peer.greeted(hello);
                dial.call(address, new Callee(Lane.DATA));
            } else {
                if (hello.session() != session || hello.start() != theirStart) {
                    throw new Refused(
                            Refusal.GREETING,
                            "the data lane is of session "
                                    + hello.session()
                                    + ", control of "
                                    + session
                                    + "; are two processes "
                                    + peer.region()
                                    + "?");
                }
                isDone = true;
                control.trust();
                data.trust();
                caller.made(new Session.Lines(session, control, data));
            }
        }

        @Override
        public void closed(Line line, Refusal refusal, String why) {
            fail(line.remote(), refusal, why);
        }

        @Override
        public void failed(String remote, Refusal refusal, String why) {
            fail(remote, refusal, why);
        }
    }

    private void fail(String remote, Refusal refusal, String why) {
        if (isDone) {
            return;
        }
        isDone = true;
        if (control != null) {
            control.close(why);
        }
        if (data != null) {
            data.close(why);
        }
        caller.failed(remote, refusal, why);
    }
}
