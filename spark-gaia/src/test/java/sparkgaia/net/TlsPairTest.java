package sparkgaia.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.core.message.Message.Lane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Identities from key stores, and a peering between two of them. */
@Timeout(120)
class TlsPairTest {
    @TempDir Path folder;

    @Test
    void twoRegionsSpeakUntilOneIsRevoked() throws IOException {
        var kits = new Kits(folder);
        Path revoked = folder.resolve("revoked");
        try (var net = new Loopback()) {
            Identity eu = kits.identity("eu", revoked);
            Identity asia = kits.identity("asia", null);
            assertEquals("eu", eu.region());
            assertEquals("CN=eu", eu.certificate().getSubjectX500Principal().getName());
            assertFalse(eu.toString().contains("key="), eu.toString());
            var pair = net.pair(asia, eu, Loopback.FAST, Loopback.FAST);
            for (int i = 0; i < 100; i++) {
                pair.send(Lane.DATA, Loopback.frame(100_000, i));
            }
            pair.highEar().awaitFrames(100);
            assertEquals(99, Loopback.number(pair.highEar().frames().get(99).frame()));

            String fingerprint = Revoked.fingerprint(asia.certificate());
            Files.writeString(revoked, "# lost\n" + fingerprint.toUpperCase(java.util.Locale.ROOT));
            pair.highEar().awaitRefusal(Refusal.REVOKED);
            pair.highEar().awaitLife("down asia");
            pair.lowEar().awaitLife("down eu");
            badKits(kits, eu);
        }
    }

    private void badKits(Kits kits, Identity eu) throws IOException {
        Path good = kits.kit("good", eu.certificate(), true, true);
        Path text = Files.writeString(folder.resolve("text.p12"), "no key store");
        Path badList = Files.writeString(folder.resolve("bad-list"), "abc\n");
        refused(BadIdentity.Reason.MISSING, folder.resolve("none.p12"), "secret", null);
        refused(BadIdentity.Reason.UNREADABLE, text, "secret", null);
        refused(BadIdentity.Reason.PASSWORD, good, "secret", null);
        String password = new String(Kits.PASSWORD);
        refused(BadIdentity.Reason.REVOKED_LIST, good, password, badList);
        refused(
                BadIdentity.Reason.NO_KEY,
                kits.kit("no-key", eu.certificate(), false, true),
                password,
                null);
        refused(
                BadIdentity.Reason.NO_AUTHORITY,
                kits.kit("no-authority", eu.certificate(), true, false),
                password,
                null);
        refused(
                BadIdentity.Reason.EXPIRED,
                kits.kit("expired", kits.expired("eu"), true, true),
                password,
                null);
        refused(
                BadIdentity.Reason.NOT_YET_VALID,
                kits.kit("early", kits.early("eu"), true, true),
                password,
                null);
    }

    private static void refused(
            BadIdentity.Reason reason, Path kit, String password, Path revoked) {
        BadIdentity bad =
                assertThrows(
                        BadIdentity.class,
                        () -> Identity.load(kit, password.toCharArray(), revoked));
        assertEquals(reason, bad.reason(), bad.getMessage());
        String message = bad.getMessage();
        assertTrue(List.of("\n", "secret").stream().noneMatch(message::contains), message);
    }
}
