package sparkgaia.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.server.settings.BadSettings;
import sparkgaia.server.settings.Kind;
import sparkgaia.server.settings.Section;
import sparkgaia.server.settings.Setting;
import sparkgaia.server.settings.SharedTable;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

class SettingsTest {
    private static final Path PAGE = Path.of("../docs/settings.md");

    @TempDir private Path folder;

    private Settings read(String... lines) throws IOException {
        Path file = folder.resolve("gaia.conf");
        Files.writeString(file, String.join("\n", lines) + "\n");
        return Settings.read(file);
    }

    /** The lines after one that names the region, so that the first of them is line 2. */
    private void refused(String words, String... lines) {
        var all = new ArrayList<>(List.of("gaia.region = frankfurt"));
        all.addAll(List.of(lines));
        var bad = assertThrows(BadSettings.class, () -> read(all.toArray(String[]::new)));
        assertTrue(bad.getMessage().contains(words), bad.getMessage());
        assertTrue(bad.getMessage().startsWith(folder.toString()), bad.getMessage());
        assertFalse(bad.getMessage().contains("\n"), bad.getMessage());
    }

    @Test
    void whatIsNotGivenIsByDefault() throws IOException {
        Settings settings = read("# a comment", "", "  gaia.region=frankfurt  ");
        assertEquals("frankfurt", settings.region());
        assertEquals(folder.resolve("data"), settings.data());
        assertEquals(folder.resolve("kit/key.p12"), settings.keyFile());
        assertEquals(folder.resolve("kit/key.password"), settings.keyPasswordFile());
        assertEquals(folder.resolve("kit/token"), settings.tokenFile());
        assertEquals(folder.resolve("kit/revoked"), settings.revokedFile());
        assertEquals(folder.resolve("kit/public"), settings.publicFolder());
        assertTrue(settings.hasTls());
        assertEquals("127.0.0.1:7070", settings.peersListen().toString());
        assertEquals("127.0.0.1:7071", settings.workersListen().toString());
        assertEquals("127.0.0.1:7072", settings.httpListen().toString());
        assertEquals(Map.of(), settings.peers());
        assertTrue(settings.tables().objection("any", 1L << 30, 1000).isEmpty());
        assertEquals(Duration.ofMinutes(10), settings.jobOpenTimeout());
        assertEquals(Duration.ofMinutes(2), settings.jobLease());
        assertEquals(Duration.ofDays(1), settings.jobKeep());
        assertEquals(256, settings.connectionsMax());
        assertEquals(32 << 20, settings.writeBufferLow());
        assertEquals(64 << 20, settings.writeBufferHigh());
        assertEquals(1L << 30, settings.diskFreeMin());
        assertEquals(Level.INFO, settings.logLevel());
        assertTrue(settings.emulation().isEmpty());
    }

    @Test
    void whatIsGivenIsTaken() throws IOException {
        Settings settings =
                read(
                        "gaia.region = eu-1",
                        "gaia.data = /var/lib/gaia",
                        "gaia.kit = ../eu",
                        "gaia.token.file = own/token",
                        "gaia.peers.listen = 0.0.0.0:7000",
                        "gaia.workers.listen = [::1]:0",
                        "gaia.peer.us-1.address = us.example.org:7070",
                        "gaia.peer.us-1.bandwidth = 12.5 MB/s",
                        "gaia.peer.us-1.rateCap = 20Mb/s",
                        "gaia.peer.us-1.bytesPerDay = 10 GB",
                        "gaia.peer.ap-1.address = [2001:db8::7]:7070",
                        "gaia.tables = items, words : bounded".replace(" : bounded", ":1000:64"),
                        "gaia.emulate.wan = wan.csv",
                        "gaia.emulate.loss = 0.5%",
                        "gaia.job.lease = 90s",
                        "gaia.log.level = debug");
        assertEquals(Path.of("/var/lib/gaia"), settings.data());
        assertEquals(folder.resolveSibling("eu").resolve("key.p12"), settings.keyFile());
        assertEquals(folder.resolve("own/token"), settings.tokenFile());
        assertEquals(List.of("ap-1", "us-1"), List.copyOf(settings.peers().keySet()));
        PeerSettings us = settings.peers().get("us-1");
        assertEquals(
                new PeerSettings("us-1", us.address(), 12_500_000, 2_500_000, 10_000_000_000L), us);
        assertEquals("us.example.org:7070", us.address().toString());
        PeerSettings ap = settings.peers().get("ap-1");
        assertEquals("[2001:db8::7]:7070", ap.address().toString());
        assertEquals(12_500_000, ap.bandwidthBytesPerSecond());
        assertEquals(Kind.UNLIMITED, ap.rateCapBytesPerSecond());
        assertEquals(Kind.UNLIMITED, ap.bytesPerDay());
        assertEquals(
                List.of(
                        new SharedTable("items", Long.MAX_VALUE, Integer.MAX_VALUE),
                        new SharedTable("words", 1000, 64)),
                settings.tables().tables());
        assertTrue(settings.tables().objection("words", 1000, 64).isEmpty());
        assertTrue(settings.tables().objection("words", 1001, 64).isPresent());
        assertTrue(settings.tables().objection("words", 1000, 65).isPresent());
        assertTrue(settings.tables().objection("users", 1, 1).isPresent());
        assertEquals(folder.resolve("wan.csv"), settings.emulation().orElseThrow().wan());
        assertEquals(0.005, settings.emulation().orElseThrow().loss());
        assertEquals(Duration.ofSeconds(90), settings.jobLease());
        assertEquals(Level.DEBUG, settings.logLevel());
        assertEquals("90s", settings.shown().get("gaia.job.lease"));
    }

    @Test
    void aNameThatIsUnknownIsAnsweredWithTheNearestAndItsLine() {
        refused(
                "line 2: unknown setting \"gaia.regoin\"; the nearest is \"gaia.region\"",
                "gaia.regoin = x");
        refused(
                "line 3: unknown setting \"gaia.peer.us.adress\"; the nearest is \"gaia.peer.us.address\"",
                "gaia.peer.us.address = localhost:1",
                "gaia.peer.us.adress = localhost:1");
        refused("unknown setting \"spark.gaia.data\"", "spark.gaia.data = x");
        refused("unknown setting \"" + "x".repeat(100) + "...\"", "x".repeat(5000) + " = 1");
        refused("\"a.b\" is not a region's name", "gaia.peer.a.b.address = localhost:1");
    }

    @Test
    void aNameGivenTwiceIsRefusedWithBothLines() {
        refused(
                "line 4: gaia.data is given again, first at " + folder.resolve("gaia.conf line 2"),
                "gaia.data = a",
                "#",
                "gaia.data = a");
    }

    @Test
    void whatMustBeGivenIsAskedForWithAnExample() {
        var bad = assertThrows(BadSettings.class, () -> read("gaia.data = x"));
        assertTrue(
                bad.getMessage()
                        .endsWith(
                                "gaia.region is missing; add a line such as \"gaia.region = frankfurt\""),
                bad.getMessage());
        refused("gaia.peer.us.address is missing", "gaia.peer.us.rateCap = 1 Mb/s");
    }

    @Test
    void valuesThatDoNotFitAreRefusedWithWhatWould() {
        refused(
                "line 2: gaia.limit.connections = \"12x\" is not a whole number; give a whole number from 2 to 65536",
                "gaia.limit.connections = 12x");
        refused("is out of range; give a whole number from 2", "gaia.limit.connections = 1");
        refused("is not a whole number", "gaia.limit.connections = 9999999999999999999");
        refused("has no value", "gaia.limit.connections =");
        refused("has no unit; units are B, KiB", "gaia.disk.freeMin = 64");
        refused("unknown unit \"Mb\"; units are B, KiB", "gaia.disk.freeMin = 64 Mb");
        refused("is too large", "gaia.disk.freeMin = 999999999999 TB");
        refused("not a number with a unit", "gaia.disk.freeMin = -1 GB");
        refused("has no unit; units are ms, s", "gaia.job.lease = 120");
        refused("is out of range; give a time from 1 s to 7 d", "gaia.job.lease = 8 d");
        refused("give on or off", "gaia.tls = yes");
        refused("give error, warning, info, debug or trace", "gaia.log.level = INFO");
        refused("is not an address; give host:port", "gaia.peers.listen = 7070");
        refused("ports go to 65535", "gaia.peers.listen = localhost:70000");
        refused("is not an address", "gaia.peers.listen = 1.2.3.400:1");
        refused("is not an address", "gaia.peers.listen = ::1:7070");
        refused("has port 0", "gaia.peer.us.address = localhost:0");
        refused("names a table twice", "gaia.tables = a, a:1:2");
        refused("which is not name or name:rowsMax:widthMax", "gaia.tables = a:1");
        refused("which must be 1 to", "gaia.tables = a:0:1");
        refused("has an empty word", "gaia.tables = a,,b");
        refused("is more than 50%", "gaia.emulate.loss = 51%");
        refused("is out of range", "gaia.peer.us.address = a:1", "gaia.peer.us.rateCap = 1 kb/s");
        refused("at least 1 MiB", "gaia.peer.us.address = a:1", "gaia.peer.us.bytesPerDay = 1 B");
        refused("units are kb/s, Mb/s", "gaia.peer.us.address = a:1", "gaia.peer.us.bandwidth = 5");
        refused("(a comment needs a line of its own)", "gaia.tls = on # always");
        refused("line 2 is not of the form key = value", "gaia.tls on");
        refused("line 2 is not of the form key = value", "= on");
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        refused(
                "gaia.peers.listen = 0.0.0.0:7070 is not of this machine alone, so gaia.tls must be on",
                "gaia.tls = off",
                "gaia.peers.listen = 0.0.0.0:7070");
        refused("gaia.workers.listen", "gaia.tls = off", "gaia.workers.listen = 10.0.0.1:1");
        refused(
                "line 3: gaia.peer.us.address = localhost.example.org:7070 is not of this machine alone",
                "gaia.tls = off",
                "gaia.peer.us.address = localhost.example.org:7070");
        refused(
                "line 2: gaia.http.listen = [::]:7072 is reachable",
                "gaia.http.listen = [::]:7072");
        refused("also gaia.peers.listen", "gaia.workers.listen = 127.0.0.1:7070");
        refused("region frankfurt is this one", "gaia.peer.frankfurt.address = a:1");
        refused(
                "gaia.peer.us.address = a:1 is also the address of region jp",
                "gaia.peer.us.address = a:1",
                "gaia.peer.jp.address = a:1");
        refused(
                "gaia.limit.writeBufferLow = 64 MiB must be less",
                "gaia.limit.writeBufferLow = 64 MiB");
        refused("gaia.net.heartbeat = 20 s must be at most half", "gaia.net.heartbeat = 20 s");
    }

    @Test
    void withoutTlsEverythingMayBeOfThisMachine() throws IOException {
        Settings settings =
                read(
                        "gaia.region = a",
                        "gaia.tls = off",
                        "gaia.peers.listen = 127.0.0.1:0",
                        "gaia.workers.listen = localhost:0",
                        "gaia.http.listen = [::1]:0",
                        "gaia.peer.b.address = 127.0.0.2:9");
        assertFalse(settings.hasTls());
    }

    @Test
    void aSecretIsNeverShown() throws IOException {
        String secret = "open-sesame";
        Settings settings = read("gaia.region = a", "gaia.token = " + secret);
        assertEquals(secret, settings.token().reveal());
        assertEquals("***", settings.token().toString());
        assertEquals("***", settings.shown().get("gaia.token"));
        assertFalse(settings.shown().toString().contains(secret));
        for (String line :
                List.of(
                        "gaia.token = " + secret + "x".repeat(5000),
                        "gaia.token: " + secret,
                        "gaia.tokn = " + secret)) {
            var bad = assertThrows(BadSettings.class, () -> read("gaia.region = a", line));
            assertFalse(bad.getMessage().contains(secret), bad.getMessage());
        }
    }

    @Test
    void secretsAreReadFromTheirFiles() throws IOException {
        Settings settings = read("gaia.region = a");
        Files.createDirectory(folder.resolve("kit"));
        Files.writeString(settings.tokenFile(), "  abc\n");
        assertEquals("abc", settings.token().reveal());
        assertTrue(settings.token().isSameAs("abc".getBytes(StandardCharsets.UTF_8)));
        assertFalse(settings.token().isSameAs("abd".getBytes(StandardCharsets.UTF_8)));
        Files.writeString(settings.keyPasswordFile(), "\n");
        var bad = assertThrows(BadSettings.class, settings::keyPassword);
        assertTrue(bad.getMessage().startsWith(settings.keyPasswordFile().toString()));
    }

    @Test
    void whatIsNoTextOrTooMuchIsRefused() throws IOException {
        Path file = folder.resolve("gaia.conf");
        Files.write(file, new byte[] {'a', (byte) 0xff});
        var bad = assertThrows(BadSettings.class, () -> Settings.read(file));
        assertTrue(bad.getMessage().contains("is not UTF-8"), bad.getMessage());
        Files.write(file, new byte[(1 << 20) + 1]);
        bad = assertThrows(BadSettings.class, () -> Settings.read(file));
        assertTrue(bad.getMessage().contains("is larger than"), bad.getMessage());
        Files.writeString(file, "\uFEFFgaia.region = a\r\ngaia.tls = on\r\n");
        assertEquals("a", Settings.read(file).region());
    }

    @Test
    void sparksConfHasTheSameNames() {
        var conf =
                Map.of(
                        "spark.master", "local[*]",
                        "spark.gaia.region", "a",
                        "spark.gaia.peer.b.address", "b:7070");
        Settings settings = Settings.ofSpark(conf, folder);
        assertEquals("a", settings.region());
        assertEquals(List.of("b"), List.copyOf(settings.peers().keySet()));
        var bad =
                assertThrows(
                        BadSettings.class,
                        () -> Settings.ofSpark(Map.of("spark.gaia.regoin", "a"), folder));
        assertTrue(bad.getMessage().startsWith("Spark's conf: unknown setting"), bad.getMessage());
        bad = assertThrows(BadSettings.class, () -> Settings.ofSpark(Map.of(), folder));
        assertTrue(bad.getMessage().contains("spark.gaia.region"), bad.getMessage());
    }

    @Test
    void theExampleIsReadAndItsCommentedLinesAreTheDefaults() throws IOException {
        String example = Settings.example();
        Settings settings = read(example.split("\n"));
        String all = example.replaceAll("(?m)^# (gaia\\.[A-Za-z.]+ = )", "$1");
        assertEquals(settings.shown(), read(all.split("\n")).shown());
        assertTrue(example.lines().allMatch(line -> line.length() <= 100), "a line is too long");
    }

    @Test
    void everySettingIsInOneSectionAndExplained() {
        var names = new TreeSet<String>();
        for (Section section : AllSettings.sections()) {
            for (Setting<?> setting : section.settings()) {
                assertTrue(names.add(setting.name()), setting.name() + " is there twice");
                assertTrue(setting.name().matches("gaia\\.[A-Za-z.]+"), setting.name());
                assertTrue(setting.says().endsWith("."), setting.says());
            }
        }
    }

    @Test
    void thePageOfTheDocsIsMadeFromTheSettings() throws IOException {
        String page = Settings.page();
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(
                page, Files.readString(PAGE), "if this is right: -Dgolden.rewrite=true, and read");
    }
}
