package sparkgaia.net;

import io.netty.channel.EventLoopGroup;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Looks whether a member would be spoken to: connects, shakes hands, checks its name, and goes away before a frame is
 * sent. The member's sessions do not notice.
 */
public final class Knock {
    /** How long to wait for the other side to say that it does not believe us, which TLS 1.3 says late. */
    private static final long OBJECTION_MILLIS = 200;

    /**
     * What came of it.
     *
     * @param nanos until both sides had shaken hands
     * @param why it came to nothing, or null
     */
    public record Answer(boolean isWelcome, long nanos, String why) {}

    private Knock() {}

    /** The answer comes within the limit of a handshake. */
    public static CompletableFuture<Answer> at(
            Identity self,
            String region,
            InetSocketAddress address,
            NetLimits limits,
            EventLoopGroup loops) {
        var answer = new CompletableFuture<Answer>();
        var member =
                new Member(
                        region,
                        address.getHostString(),
                        address.getPort(),
                        LinkSettings.of(LinkSettings.RATE_MIN));
        var dial = new Dial(Tls.mutualClient(self), limits, loops, Runnable::run);
        dial.call(address, new Visitor(new Members(self, List.of(member)), region, loops, answer));
        return answer;
    }

    /** Believes the member or not, then waits a moment for an objection. */
    private static final class Visitor implements Guest {
        private final Members members;
        private final String region;
        private final EventLoopGroup loops;
        private final CompletableFuture<Answer> answer;
        private final long began = System.nanoTime();

        Visitor(
                Members members,
                String region,
                EventLoopGroup loops,
                CompletableFuture<Answer> answer) {
            this.members = members;
            this.region = region;
            this.loops = loops;
            this.answer = answer;
        }

        @Override
        public Line.Owner welcome(X509Certificate certificate) throws Refused {
            String name = certificate == null ? region : Names.region(certificate);
            if (name != null && !name.equals(region)) {
                throw new Refused(
                        Refusal.OTHER_REGION,
                        region + " was called, the certificate is of " + name);
            }
            members.check(certificate, region);
            return new Silent(answer);
        }

        @Override
        public void opened(Line line) {
            long nanos = System.nanoTime() - began;
            loops.schedule(
                    () -> {
                        answer.complete(new Answer(true, nanos, null));
                        line.close("only looked whether it is there");
                    },
                    OBJECTION_MILLIS,
                    TimeUnit.MILLISECONDS);
        }

        @Override
        public void failed(String remote, Refusal refusal, String why) {
            answer.complete(new Answer(false, System.nanoTime() - began, why));
        }
    }

    /** Sends nothing and expects nothing; that the other side closes is its objection. */
    private record Silent(CompletableFuture<Answer> answer) implements Line.Owner {
        @Override
        public void frame(Line line, byte[] frame) {}

        @Override
        public void closed(Line line, Refusal refusal, String why) {
            answer.complete(
                    new Answer(false, 0, "it closed the connection after the handshake: " + why));
        }
    }
}
