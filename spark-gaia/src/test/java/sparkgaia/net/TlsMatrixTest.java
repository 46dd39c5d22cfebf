package sparkgaia.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.core.message.Message.Lane;
import sparkgaia.wire.Signal;
import sparkgaia.wire.SignalCodec;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * T15: who is not to be here is refused before one byte of his is parsed, with its reason; a peering beside it goes on as
 * if nothing had been.
 */
@Tag("slow")
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsMatrixTest {
    private static final String TLS_13 = "TLSv1.3";

    private final Loopback net = new Loopback();
    private Kits kits;
    private Path revoked;
    private Loopback.Pair honest;
    private InetSocketAddress eu;

    @BeforeAll
    void connect(@TempDir Path folder) throws IOException {
        kits = new Kits(folder);
        revoked = folder.resolve("revoked");
        honest =
                net.pair(
                        kits.identity("asia", null),
                        kits.identity("eu", revoked),
                        Loopback.FAST,
                        Loopback.FAST);
        eu = honest.high().address();
    }

    @AfterAll
    void close() {
        net.close();
    }

    /** What a member would say first: nobody here may get so far. */
    private static byte[] hello(String region) {
        return SignalCodec.write(new Signal.Hello(Lane.CONTROL, region, 1, 0, 0));
    }

    private void refused(Refusal reason, X509Certificate certificate, String says)
            throws IOException {
        refused(reason, Stranger.with(kits.key(), certificate, TLS_13), says);
    }

    private void refused(Refusal reason, Stranger stranger, String says) throws IOException {
        long before = count(reason);
        stranger.call(eu, hello(says));
        honest.highEar().await("refused: " + reason, () -> count(reason) >= before + 1);
        honestAreWell();
    }

    private long count(Refusal reason) {
        return honest.highEar().refusals().stream().filter(no -> no.reason() == reason).count();
    }

    private void honestAreWell() {
        long before = honest.highEar().frames().size();
        honest.send(Lane.DATA, Loopback.frame(1_000, 1));
        honest.highEar().awaitFrames((int) before + 1);
        assertEquals(List.of("up asia 1"), honest.highEar().lives());
        assertEquals(List.of("up eu 1"), honest.lowEar().lives());
    }

    @Test
    void withoutTls() throws IOException {
        long before = count(Refusal.NOT_TLS);
        try (var socket = Stranger.plain(eu)) {
            socket.getOutputStream().write(hello("asia"));
            Stranger.readToEnd(socket);
        }
        honest.highEar().await("refused", () -> count(Refusal.NOT_TLS) == before + 1);
        honestAreWell();
    }

    @Test
    void withTls12Only() throws IOException {
        var old = Stranger.with(kits.key(), kits.certificate("asia"), "TLSv1.2");
        refused(Refusal.OLD_TLS, old, "asia");
    }

    @Test
    void withoutACertificate() throws IOException {
        refused(Refusal.NO_CERTIFICATE, (X509Certificate) null, "asia");
    }

    @Test
    void ofAnotherAuthority() throws IOException {
        refused(Refusal.AUTHORITY, kits.ofAnotherAuthority("asia"), "asia");
    }

    @Test
    void expired() throws IOException {
        refused(Refusal.EXPIRED, kits.expired("asia"), "asia");
    }

    @Test
    void notYetValid() throws IOException {
        refused(Refusal.NOT_YET_VALID, kits.early("asia"), "asia");
    }

    @Test
    void notAMember() throws IOException {
        refused(Refusal.NOT_A_MEMBER, kits.certificate("mars"), "mars");
    }

    @Test
    void notAMemberWhoSaysThatItIsOne() throws IOException {
        refused(Refusal.NOT_A_MEMBER, kits.certificate("mars"), "asia");
    }

    @Test
    void revoked() throws IOException {
        X509Certificate lost = kits.certificate("asia");
        Files.writeString(revoked, Revoked.fingerprint(lost) + " # lost\n");
        refused(Refusal.REVOKED, lost, "asia");
        Files.writeString(revoked, "");
    }

    @Test
    void thisRegionItself() throws IOException {
        refused(Refusal.SELF, kits.certificate("eu"), "eu");
    }

    /** Whose certificate is refused learns it, and calls again in vain: no session ever stands for it. */
    @Test
    void aRegionThatIsNoMemberThere() throws IOException {
        var ear = new Ear();
        Peers mars =
                net.peers(
                        kits.identity("amars", null),
                        List.of(Loopback.member("eu", eu.getPort(), Loopback.FAST)),
                        ear);
        long before = count(Refusal.NOT_A_MEMBER);
        mars.start();
        honest.highEar().await("again", () -> count(Refusal.NOT_A_MEMBER) >= before + 3);
        mars.close();
        assertEquals(List.of(), ear.lives());
        honestAreWell();
    }

    @Test
    void aMemberWhoSaysThatItIsAnother() throws IOException {
        var ear = new Ear();
        Peers us =
                net.peers(
                        kits.identity("us", null),
                        List.of(
                                Loopback.member("asia", 0, Loopback.FAST),
                                Loopback.member("eu", 0, Loopback.FAST)),
                        ear);
        InetSocketAddress at = us.start();
        Stranger.with(kits.key(), kits.certificate("asia"), TLS_13).call(at, hello("eu"));
        Ear.No no = ear.awaitRefusal(Refusal.OTHER_REGION);
        assertTrue(no.text().contains("certificate is asia"), no.text());
        assertTrue(ear.lives().isEmpty());
    }

    /** Called, who answers is not who was meant: the caller says not a word. */
    private void calledRefused(Refusal reason, Stranger answers) throws Exception {
        var ear = new Ear();
        try (ServerSocket server = answers.listen()) {
            server.setSoTimeout(Stranger.PATIENCE_MILLIS);
            Peers caller =
                    net.peers(
                            kits.identity("asia", null),
                            List.of(Loopback.member("eu", server.getLocalPort(), Loopback.FAST)),
                            ear);
            caller.start();
            assertEquals(0, Stranger.answer(server), "bytes said to the wrong one");
            ear.awaitRefusal(reason);
            caller.close();
        }
    }

    @Test
    void anotherRegionThanWasCalled() throws Exception {
        calledRefused(
                Refusal.OTHER_REGION, Stranger.with(kits.key(), kits.certificate("us"), TLS_13));
    }

    @Test
    void calledAndExpired() throws Exception {
        calledRefused(Refusal.EXPIRED, Stranger.with(kits.key(), kits.expired("eu"), TLS_13));
    }

    @Test
    void calledAndOfAnotherAuthority() throws Exception {
        calledRefused(
                Refusal.AUTHORITY,
                Stranger.with(kits.key(), kits.ofAnotherAuthority("eu"), TLS_13));
    }

    @Test
    void calledAndOneself() throws Exception {
        calledRefused(Refusal.SELF, Stranger.with(kits.key(), kits.certificate("asia"), TLS_13));
    }

    @Test
    void calledAndOldTls() throws Exception {
        calledRefused(
                Refusal.OLD_TLS, Stranger.with(kits.key(), kits.certificate("eu"), "TLSv1.2"));
    }
}
