package sparkgaia.client;

import io.netty.channel.EventLoopGroup;

import sparkgaia.core.message.Request;
import sparkgaia.net.Dial;
import sparkgaia.net.Guest;
import sparkgaia.net.Line;
import sparkgaia.net.Names;
import sparkgaia.net.NetLimits;
import sparkgaia.net.Refusal;
import sparkgaia.net.Refused;
import sparkgaia.net.Tls;
import sparkgaia.wire.Answered;
import sparkgaia.wire.Asked;
import sparkgaia.wire.BadFrame;
import sparkgaia.wire.Call;
import sparkgaia.wire.Calls;
import sparkgaia.wire.Declared;
import sparkgaia.wire.SpareWriters;
import sparkgaia.wire.WorkerReader;
import sparkgaia.wire.WorkerWriter;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A sidecar that listens for workers at an address. */
public final class RemoteSidecar implements SidecarLine.Sidecar {
    /** What requests are written into. */
    private static final int WRITERS_MAX = 4;

    private final String region;
    private final String host;
    private final int port;
    private final String token;
    private final String client;
    private final NetLimits limits;
    private final EventLoopGroup loops;
    private final Dial dial;
    private final SpareWriters writers = new SpareWriters(WRITERS_MAX);
    private final AtomicLong sentBytes = new AtomicLong();
    private final AtomicLong receivedBytes = new AtomicLong();
    private long beats;

    /**
     * @param region whose certificate the sidecar has to show
     * @param token of the region's workers: a secret
     * @param client for the sidecar's log: what calls
     */
    public RemoteSidecar(
            String region,
            String host,
            int port,
            String token,
            String client,
            Tls tls,
            NetLimits limits,
            EventLoopGroup loops,
            Executor handshakes) {
        this.region = region;
        this.host = host;
        this.port = port;
        this.token = token;
        this.client = client;
        this.limits = limits;
        this.loops = loops;
        this.dial = new Dial(tls, limits, loops, handshakes);
    }

    /** Bytes of frames that were said to it on all lines so far. */
    public long sentBytes() {
        return sentBytes.get();
    }

    /** Bytes of frames that were heard from it on all lines so far. */
    public long receivedBytes() {
        return receivedBytes.get();
    }

    @Override
    public String name() {
        return "the sidecar of " + region + " at " + host + ":" + port;
    }

    @Override
    public SidecarLine call(SidecarLine.Ear ear) {
        var made = new RemoteLine(ear);
        dial.call(new InetSocketAddress(host, port), made);
        return made;
    }

    /** What is said before the line is there. */
    private record Early(ByteBuffer frames, Runnable then) {}

    private final class RemoteLine implements SidecarLine, Guest, Line.Owner {
        private final Ear ear;
        private final List<Early> early = new ArrayList<>();
        private volatile Declared declared;
        private WorkerReader reader;
        private Line line;
        private ScheduledFuture<?> heart;
        private volatile long heardNanos = System.nanoTime();
        private boolean isLost;

        private RemoteLine(Ear ear) {
            this.ear = ear;
        }

        @Override
        public Line.Owner welcome(X509Certificate certificate) throws Refused {
            if (certificate != null && !region.equals(Names.region(certificate))) {
                throw new Refused(
                        Refusal.OTHER_REGION,
                        "the sidecar at "
                                + host
                                + ":"
                                + port
                                + " is of region "
                                + Names.region(certificate)
                                + ", not of "
                                + region);
            }
            return this;
        }

        @Override
        public void opened(Line opened) {
            opened.trust();
            opened.send(Calls.write(new Call.Authenticate(token, client)));
            synchronized (this) {
                line = opened;
                early.forEach(say -> opened.send(say.frames, say.then));
                early.clear();
            }
            long beat = limits.pingNanos();
            heart = loops.next().scheduleAtFixedRate(this::beat, beat, beat, TimeUnit.NANOSECONDS);
        }

        private void beat() {
            if (System.nanoTime() - heardNanos > limits.idleNanosMax()) {
                line.close("nothing was heard for " + limits.idleNanosMax() / 1_000_000 + " ms");
            } else {
                line.send(Calls.write(new Call.Beat(++beats)));
            }
        }

        @Override
        public void failed(String remote, Refusal refusal, String why) {
            lost(why);
        }

        @Override
        public void frame(Line of, byte[] frame) throws Refused {
            heardNanos = System.nanoTime();
            receivedBytes.addAndGet(frame.length);
            try {
                if (Calls.isCall(frame)) {
                    Call.OfWorkers call = Calls.ofWorkers(frame, declared);
                    if (!(call instanceof Call.Beat)) {
                        ear.heard(call);
                    }
                    of.reuse(frame);
                    return;
                }
                if (declared == null) {
                    throw new Refused(Refusal.FRAME, "a reply before a job is open");
                }
                if (reader == null) {
                    reader = new WorkerReader(declared);
                }
                Answered answered = reader.answered(frame);
                if (answered != null) {
                    ear.answered(
                            answered.partition(),
                            answered.worker(),
                            answered.attempt(),
                            answered.reply());
                    of.reuse(frame);
                }
            } catch (BadFrame e) {
                throw new Refused(Refusal.FRAME, e.getMessage());
            }
        }

        @Override
        public void closed(Line of, Refusal refusal, String why) {
            if (heart != null) {
                heart.cancel(false);
            }
            lost(why);
        }

        private void lost(String why) {
            synchronized (this) {
                if (isLost) {
                    return;
                }
                isLost = true;
            }
            ear.lost(why);
        }

        @Override
        public void declare(Declared rows) {
            declared = rows;
        }

        @Override
        public void say(Call.OfWorkers call) {
            WorkerWriter writer = writers.take();
            send(writer, writer.write(call));
        }

        @Override
        public void ask(int partition, Request request) {
            WorkerWriter writer = writers.take();
            send(writer, writer.write(new Asked(partition, request)));
        }

        private synchronized void send(WorkerWriter writer, ByteBuffer frames) {
            sentBytes.addAndGet(frames.remaining());
            Runnable then = () -> writers.giveBack(writer);
            if (line != null) {
                line.send(frames, then);
            } else if (!isLost) {
                early.add(new Early(frames, then));
            }
        }

        @Override
        public synchronized void close() {
            if (line != null) {
                line.close("the worker has closed it");
            }
        }
    }
}
