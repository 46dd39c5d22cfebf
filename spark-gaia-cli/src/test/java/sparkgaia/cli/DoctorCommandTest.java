package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.core.message.Message.Lane;
import sparkgaia.net.BadIdentity;
import sparkgaia.net.Identity;
import sparkgaia.net.LinkSettings;
import sparkgaia.net.Member;
import sparkgaia.net.NetLimits;
import sparkgaia.net.Peering;
import sparkgaia.net.Peers;
import sparkgaia.net.Refusal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The doctor with real keys, at doors of real members. Slow: every key is made by a process of its own. */
@Tag("slow")
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorCommandTest {
    private final MultiThreadIoEventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final List<Peers> open = new ArrayList<>();
    private Path kits;
    private Path strangers;

    @BeforeAll
    void makeKits(@TempDir Path folder) {
        kits = folder.resolve("kits");
        strangers = folder.resolve("strangers");
        Answer.to("keys", "init", kits.toString(), "--regions", "a,b,c").isDone();
        Answer.to("keys", "init", strangers.toString(), "--regions", "b", "--days", "9").isDone();
    }

    @AfterEach
    void close() {
        open.forEach(Peers::close);
        open.clear();
    }

    @AfterAll
    void shutDown() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Says when a peering is up. */
    private static final class Ear implements Peers.Listener {
        private final BlockingQueue<Peering> ups = new LinkedBlockingQueue<>();

        @Override
        public void up(Peering peering) {
            ups.add(peering);
        }

        @Override
        public void down(Peering peering, String why) {}

        @Override
        public void measured(Peering peering) {}

        @Override
        public void frame(Peering peering, Lane lane, byte[] frame) {}

        @Override
        public void refused(String remote, Refusal reason, String text) {}
    }

    private static Identity identity(Path kit) throws IOException, BadIdentity {
        char[] password = Files.readString(kit.resolve("key.password")).strip().toCharArray();
        return Identity.load(kit.resolve("key.p12"), password, kit.resolve("revoked"));
    }

    /** The door of a region, which knows the members that are named, at these ports. */
    private Peers door(Path kit, Ear ear, List<Member> members) throws IOException, BadIdentity {
        var any = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
        var peers = new Peers(identity(kit), any, members, loops, ear, NetLimits.usual());
        open.add(peers);
        peers.start();
        return peers;
    }

    private static Member member(String region, int port) {
        return new Member(region, "127.0.0.1", port, LinkSettings.of(1_000_000));
    }

    private String doctor(int status, Path kit, String region, String... more) throws IOException {
        Path config = kit.resolve("test.conf");
        Files.writeString(
                config,
                "gaia.region = "
                        + region
                        + "\ngaia.kit = .\ngaia.disk.freeMin = 1 B\n"
                        + "gaia.peers.listen = 127.0.0.1:0\ngaia.workers.listen = 127.0.0.1:0\n"
                        + "gaia.http.listen = 127.0.0.1:0\n"
                        + String.join("\n", more)
                        + "\n");
        Answer answer = Answer.to("doctor", "--config", config.toString());
        assertEquals(status, answer.status(), answer.out() + answer.err());
        return answer.out();
    }

    private static void shows(String words, String report) {
        assertTrue(report.contains(words), report);
    }

    private static String at(Peers door) {
        return "gaia.peer.b.address = 127.0.0.1:" + door.address().getPort();
    }

    @Test
    void aMemberThatIsWhoItShouldBeIsWellAndItsSessionStands() throws Exception {
        var ear = new Ear();
        Peers b = door(kits.resolve("b"), ear, List.of(member("a", 1)));
        Peers a = door(kits.resolve("a"), new Ear(), List.of(member("b", b.address().getPort())));
        Peering up = ear.ups.poll(60, TimeUnit.SECONDS);
        long session = up.session();
        String report = doctor(0, kits.resolve("a"), "a", at(b));
        shows(
                "  ok       region b         127.0.0.1:"
                        + b.address().getPort()
                        + " is that region",
                report);
        shows("  ok       certificate      CN=a is valid until", report);
        shows("all is well", report);
        assertEquals(session, up.session());
        assertEquals(session, a.peerings().get(0).session());
        assertEquals(0, ear.ups.size());
    }

    @Test
    void anotherRegionAtTheAddressIsNamed() throws Exception {
        Peers c = door(kits.resolve("c"), new Ear(), List.of(member("a", 1)));
        shows("b was called, the certificate is of c", doctor(1, kits.resolve("a"), "a", at(c)));
    }

    @Test
    void anotherAuthorityIsNotBelieved() throws Exception {
        Peers b = door(strangers.resolve("b"), new Ear(), List.of(member("a", 1)));
        shows("no authority that is trusted here", doctor(1, kits.resolve("a"), "a", at(b)));
    }

    @Test
    void aMemberThatDoesNotKnowUsSaysSo() throws Exception {
        Peers b = door(kits.resolve("b"), new Ear(), List.of(member("c", 1)));
        shows(
                "it closed the connection after the handshake",
                doctor(1, kits.resolve("a"), "a", at(b)));
    }

    @Test
    void theKitOfAnotherRegionAndOneThatSoonExpiresAreSeen() throws Exception {
        shows("is of region b, gaia.region is a", doctor(1, kits.resolve("b"), "a"));
        String report = doctor(0, strangers.resolve("b"), "b");
        shows("  warning  certificate      CN=b is valid until", report);
        shows("make a new one in time", report);
        Path kit = strangers.resolve("b");
        String password = Files.readString(kit.resolve("key.password"));
        try {
            Files.writeString(kit.resolve("key.password"), "wrong");
            shows("the password does not open the key store", doctor(1, kit, "b"));
        } finally {
            Files.writeString(kit.resolve("key.password"), password);
        }
    }
}
