package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.server.Settings;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code gaia server} and {@code gaia doctor}: what they say before anything runs. */
class ServerCommandTest {
    @TempDir private Path folder;
    private Path config;
    private String out;
    private String err;

    @BeforeEach
    void settings() throws IOException {
        config = folder.resolve("gaia.conf");
        Files.createDirectory(folder.resolve("kit"));
        Files.writeString(folder.resolve("kit/token"), "open-sesame");
        write();
    }

    private void write(String... lines) throws IOException {
        Files.writeString(
                config,
                "gaia.region = a\ngaia.tls = off\ngaia.disk.freeMin = 1 B\n"
                        + "gaia.peers.listen = 127.0.0.1:0\ngaia.workers.listen = 127.0.0.1:0\n"
                        + "gaia.http.listen = 127.0.0.1:0\n"
                        + String.join("\n", lines)
                        + "\n");
    }

    private int gaia(String... line) {
        var outWriter = new StringWriter();
        var errWriter = new StringWriter();
        int status =
                Gaia.run(line, new PrintWriter(outWriter, true), new PrintWriter(errWriter, true));
        out = outWriter.toString();
        err = errWriter.toString();
        return status;
    }

    private void refused(String words, String... line) {
        assertEquals(1, gaia(line), out);
        assertEquals("", out);
        assertTrue(err.startsWith("gaia: ") && err.lines().count() == 1, err);
        assertTrue(err.contains(words), err);
    }

    @Test
    void theExampleIsPrinted() {
        assertEquals(0, gaia("server", "--example"));
        assertEquals(Settings.example(), out);
    }

    @Test
    void withoutSettingsItIsMisused() {
        assertEquals(2, gaia("server"));
        assertTrue(err.startsWith("gaia: which settings?"), err);
    }

    @Test
    void wrongSettingsAreRefusedInOneLine() throws IOException {
        String path = config.toString();
        write("gaia.regoin = b");
        refused("line 7: unknown setting \"gaia.regoin\"", "server", "--config", path);
        refused("line 7: unknown setting", "server", "--check", "--config", path);
        refused("line 7: unknown setting", "doctor", "--config", path);
        refused("there is no such file", "server", "--config", folder.resolve("no").toString());
    }

    @Test
    void whatCannotStartSaysWhyInOneLine() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String address = "127.0.0.1:" + socket.getLocalPort();
            Files.writeString(
                    config,
                    Files.readString(config)
                            .replace("http.listen = 127.0.0.1:0", "http.listen = " + address));
            refused(address + " is in use by process", "server", "--config", config.toString());
        }
        write("gaia.data = kit/token");
        refused("is a file; choose a folder", "server", "--config", config.toString());
        write();
        Files.delete(folder.resolve("kit/token"));
        refused(
                "token: " + folder.resolve("kit/token") + " is not there",
                "server",
                "--config",
                config.toString());
    }

    @Test
    void aCheckSaysHowItIsAndStartsNothing() throws IOException {
        assertEquals(0, gaia("server", "--check", "--config", config.toString()), err);
        assertTrue(out.startsWith("settings of region a, " + config), out);
        assertTrue(out.contains("  ok       data folder      " + folder.resolve("data")), out);
        assertTrue(out.contains("  warning  certificate      gaia.tls is off"), out);
        assertTrue(Files.notExists(folder.resolve("data")), "nothing was made");
        Files.delete(folder.resolve("kit/token"));
        assertEquals(1, gaia("server", "--check", "--config", config.toString()), out);
        assertTrue(out.contains("  bad      token"), out);
    }

    @Test
    void theDoctorLooksAtTheMachine() throws IOException {
        Path json = folder.resolve("doctor.json");
        assertEquals(0, gaia("doctor", "--json", json.toString()), out);
        assertTrue(out.contains("  ok       JDK              " + Runtime.version()), out);
        assertTrue(out.contains("  ok       Netty            4.2.7.Final"), out);
        String report = Files.readString(json);
        assertTrue(report.contains("\"isWell\": true"), report);
        assertTrue(report.contains("\"about\": \"JDK\""), report);
    }

    @Test
    void theDoctorKnocksAtMembers() throws IOException {
        int port;
        try (var nobody = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = nobody.getLocalPort();
        }
        write("gaia.peer.b.address = 127.0.0.1:" + port);
        assertEquals(1, gaia("doctor", "--config", config.toString()), out);
        assertTrue(out.contains("  bad      region b         127.0.0.1:" + port + ": "), out);
        assertTrue(out.contains("check gaia.peer.b.address"), out);
    }

    @Test
    void anOldJdkIsBad() {
        assertEquals("BAD", MachineCheck.jdk(Runtime.Version.parse("11.0.2")).grade().name());
        assertTrue(
                MachineCheck.jdk(Runtime.Version.parse("11.0.2"))
                        .says()
                        .contains("JDK 17 or later"),
                "it says what is needed");
    }
}
