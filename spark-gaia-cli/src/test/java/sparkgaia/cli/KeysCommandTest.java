package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.net.Identity;
import sparkgaia.server.Settings;
import sparkgaia.server.ledger.Certificates;
import sparkgaia.server.ledger.Hashes;
import sparkgaia.server.ledger.RegionName;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** T15 in part: kits that really shake hands. Slow: every key is made by a process of its own. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysCommandTest {
    private static final int MILLIS_MAX = 20_000;

    private static final String REGIONS = "eu,us-east_1";

    @TempDir private Path folder;
    private Path made;

    @BeforeAll
    void makeKits(@TempDir Path forAll) {
        made = forAll;
        Answer answer = Answer.to("keys", "init", dir(), "--regions", REGIONS).isDone();
        assertTrue(answer.out().contains("stays with you"), answer.out());
        assertTrue(
                answer.out().contains("goes to the machine of region us-east_1's"), answer.out());
    }

    private String dir() {
        return made.resolve("federation").toString();
    }

    private Path kit(String region) {
        return Path.of(dir(), region);
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    @Test
    void aKitHoldsAllThatASidecarNeedsAndSecretsAreItsOwners() throws Exception {
        for (String region : List.of("eu", "us-east_1")) {
            Path kit = kit(region);
            char[] password = text(kit.resolve("key.password")).toCharArray();
            KeyStore keys = KeyStore.getInstance(kit.resolve("key.p12").toFile(), password);
            var certificate = (X509Certificate) keys.getCertificate("region");
            var authority = (X509Certificate) keys.getCertificate("ca");
            assertTrue(keys.isKeyEntry("region") && keys.isCertificateEntry("ca"));
            assertEquals(2, keys.getCertificateChain("region").length);
            assertEquals(region, RegionName.of(certificate));
            assertEquals("EC", certificate.getPublicKey().getAlgorithm());
            assertEquals(-1, certificate.getBasicConstraints());
            assertTrue(authority.getBasicConstraints() >= 0);
            certificate.verify(authority.getPublicKey());
            assertEquals(List.of(authority), Certificates.read(kit.resolve("ca.pem")));
            assertEquals(2, Certificates.in(kit.resolve("public")).size());
            assertEquals("", text(kit.resolve("revoked")));
            assertTrue(text(kit.resolve("token")).matches("[0-9a-f]{64}"));
            for (String secret : List.of("key.p12", "key.password", "token")) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(kit.resolve(secret))));
            }
            try (var files = Files.list(kit)) {
                assertEquals(7, files.count());
            }
        }
        assertNotEquals(text(kit("eu").resolve("token")), text(kit("us-east_1").resolve("token")));
    }

    @Test
    void theSettingsOfAKitWorkAndFindItsFiles() throws Exception {
        Path kit = kit("us-east_1");
        Settings settings = Settings.read(kit.resolve("gaia.conf"));
        assertEquals("us-east_1", settings.region());
        assertEquals(Map.of("eu", "eu.invalid"), hosts(settings));
        Identity identity =
                Identity.load(
                        settings.keyFile(),
                        settings.keyPassword().reveal().toCharArray(),
                        settings.revokedFile());
        assertEquals("us-east_1", identity.region());
        assertEquals(text(kit.resolve("token")), settings.token().reveal());
        assertEquals(2, Certificates.in(settings.publicFolder()).size());
    }

    private static Map<String, String> hosts(Settings settings) {
        var hosts = new TreeMap<String, String>();
        settings.peers().forEach((region, peer) -> hosts.put(region, peer.address().host()));
        return hosts;
    }

    @Test
    void twoKitsShakeHandsByTls13AndSeeEachOthersNames() throws Exception {
        assertEquals(List.of("TLSv1.3", "us-east_1", "eu"), handshake(kit("eu"), kit("us-east_1")));
    }

    /** Protocol, and whom the server and the client have seen. */
    private static List<String> handshake(Path server, Path client) throws Exception {
        var pool = Executors.newSingleThreadExecutor();
        try (var listening =
                (SSLServerSocket)
                        tls(server)
                                .getServerSocketFactory()
                                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listening.setNeedClientAuth(true);
            listening.setSoTimeout(MILLIS_MAX);
            var seen =
                    pool.submit(
                            () -> {
                                try (var socket = (SSLSocket) listening.accept()) {
                                    socket.setSoTimeout(MILLIS_MAX);
                                    assertEquals('?', socket.getInputStream().read());
                                    socket.getOutputStream().write('!');
                                    return peer(socket);
                                }
                            });
            String protocol;
            String seenByClient;
            try (var socket =
                    (SSLSocket)
                            tls(client)
                                    .getSocketFactory()
                                    .createSocket(
                                            listening.getInetAddress(), listening.getLocalPort())) {
                socket.setSoTimeout(MILLIS_MAX);
                socket.getOutputStream().write('?');
                assertEquals('!', socket.getInputStream().read());
                protocol = socket.getSession().getProtocol();
                seenByClient = peer(socket);
            }
            try {
                return List.of(protocol, seen.get(20, TimeUnit.SECONDS), seenByClient);
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause());
            }
        } finally {
            pool.shutdown();
            assertTrue(pool.awaitTermination(20, TimeUnit.SECONDS));
        }
    }

    private static String peer(SSLSocket socket) throws SSLException {
        return RegionName.of((X509Certificate) socket.getSession().getPeerCertificates()[0]);
    }

    private static SSLContext tls(Path kit) throws Exception {
        char[] password = text(kit.resolve("key.password")).toCharArray();
        KeyStore store = KeyStore.getInstance(kit.resolve("key.p12").toFile(), password);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void nothingIsOverwrittenAndBadNamesAreRefused() throws IOException {
        byte[] before = Files.readAllBytes(kit("eu").resolve("key.p12"));
        Answer.to("keys", "init", dir(), "--regions", "eu").fails(1, "an authority already");
        Answer.to("keys", "add", dir(), "eu").fails(1, "'gaia keys rotate'");
        Answer.to("keys", "add", dir(), "EU").fails(1, "differ in more than case");
        Answer.to("keys", "add", dir(), "authority").fails(1, "that folder is taken");
        Answer.to("keys", "add", dir(), "../eu").fails(1, "is no name of a region");
        Answer.to("keys", "add", dir(), "x".repeat(64)).fails(1, "is no name of a region");
        Answer.to("keys", "rotate", dir(), "asia").fails(1, "is no region of this federation");
        Answer.to("keys", "revoke", dir(), "asia").fails(1, "'gaia keys list' shows them");
        Answer.to("keys", "add", dir(), "asia", "--days", "0").fails(1, "must be between 1 and");
        Answer.to("keys", "list", folder.toString()).fails(1, "there is no authority");
        Answer.to("keys").fails(2, "which command?");
        Answer.to("keys", "init", dir()).fails(2, "--regions");
        Path taken = Files.createDirectories(folder.resolve("taken").resolve("eu")).getParent();
        Answer.to("keys", "init", taken.toString(), "--regions", "us,eu")
                .fails(1, "not overwritten");
        try (var files = Files.list(taken)) {
            assertEquals(1, files.count());
        }
        assertArrayEquals(before, Files.readAllBytes(kit("eu").resolve("key.p12")));
    }

    @Test
    void regionsAreAddedRotatedAndRevokedAndNoSecretIsPrinted() throws Exception {
        String dir = folder.resolve("f").toString();
        Answer begun = Answer.to("keys", "init", dir, "--regions", "eu", "--days", "7").isDone();
        Path eu = Path.of(dir, "eu");
        Files.writeString(eu.resolve("gaia.conf"), "gaia.region = eu\ngaia.kit = .\n");
        String token = text(eu.resolve("token"));
        X509Certificate first = certificate(eu);

        Answer added = Answer.to("keys", "add", dir, "us").isDone();
        assertTrue(added.out().contains("gaia.peer.us.address = us.invalid:7070"), added.out());
        assertEquals(2, Certificates.in(eu.resolve("public")).size());

        Answer.to("keys", "rotate", dir, "eu", "--days", "9").isDone();
        assertEquals(first, certificate(Path.of(dir, "eu.old-1")));
        assertNotEquals(first, certificate(eu));
        assertEquals(token, text(eu.resolve("token")));
        assertEquals("gaia.region = eu\ngaia.kit = .", text(eu.resolve("gaia.conf")));
        assertEquals(3, Certificates.in(eu.resolve("public")).size());
        assertEquals(3, Certificates.in(Path.of(dir, "us", "public")).size());
        handshake(eu, Path.of(dir, "us"));

        String fingerprint = Hashes.fingerprint(first);
        Answer.to("keys", "revoke", dir, fingerprint.substring(0, 12)).isDone();
        for (String place : List.of("authority", "eu", "us")) {
            assertEquals(fingerprint, text(Path.of(dir, place, "revoked")));
        }
        assertEquals(List.of("eu revoked", "eu expiring", "us good"), states(dir));
        Answer.to("keys", "revoke", dir, "us").isDone();
        assertEquals(List.of("eu revoked", "eu expiring", "us revoked"), states(dir));
        checkSecrets(dir, begun.out() + added.out());

        // A kit of another authority is refused.
        assertThrows(SSLException.class, () -> handshake(kit("eu"), Path.of(dir, "us")));
    }

    private static void checkSecrets(String dir, String said) throws IOException {
        Path password = Path.of(dir, "authority", "authority.password");
        for (Path secret :
                List.of(
                        password,
                        Path.of(dir, "eu", "token"),
                        Path.of(dir, "eu", "key.password"))) {
            assertFalse(said.contains(text(secret)), secret + " was printed");
        }
        // What fails is told with its command line.
        Files.writeString(Path.of(dir, "authority", "authority.p12"), "no key store");
        Answer failed = Answer.to("keys", "add", dir, "asia");
        assertEquals(1, failed.status());
        assertFalse(failed.err().contains(text(password)), failed.err());
        assertFalse(Files.exists(Path.of(dir, "asia")), "half a kit was left behind");
        assertFalse(Files.exists(Path.of(dir, "asia.new")), "half a kit was left behind");
    }

    private static X509Certificate certificate(Path kit) throws Exception {
        char[] password = text(kit.resolve("key.password")).toCharArray();
        KeyStore keys = KeyStore.getInstance(kit.resolve("key.p12").toFile(), password);
        return (X509Certificate) keys.getCertificate("region");
    }

    private List<String> states(String dir) throws IOException {
        Path file = folder.resolve("list.json");
        Answer.to("keys", "list", dir, "--json", file.toString()).isDone();
        var states = new ArrayList<String>();
        for (Object row :
                (List<?>) ((Map<?, ?>) JsonText.read(Files.readString(file))).get("certificates")) {
            states.add(((Map<?, ?>) row).get("region") + " " + ((Map<?, ?>) row).get("state"));
        }
        return states;
    }
}
