package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** {@code gaia server} as a process: ready, watched, one at a time, told to end, killed and started again. */
@Tag("slow")
@Timeout(120)
class ServerProcessTest {
    private static final long PATIENCE_SECONDS = 60;

    private final List<Process> started = new ArrayList<>();
    @TempDir private Path folder;
    private Path config;
    private Path ports;

    @BeforeEach
    void settings() throws IOException {
        config = folder.resolve("gaia.conf");
        ports = folder.resolve("ports");
        Files.createDirectory(folder.resolve("kit"));
        Files.writeString(folder.resolve("kit/token"), "open-sesame");
        Files.writeString(
                config,
                """
                gaia.region = a
                gaia.tls = off
                gaia.disk.freeMin = 1 B
                gaia.peers.listen = 127.0.0.1:0
                gaia.workers.listen = 127.0.0.1:0
                gaia.http.listen = 127.0.0.1:0
                """);
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    /** A killed process leaves its ports behind; they are not those of the next. */
    private Process server() throws IOException {
        Files.deleteIfExists(ports);
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Gaia.class.getName(),
                                "server",
                                "--config",
                                config.toString(),
                                "--ports-file",
                                ports.toString())
                        .redirectOutput(folder.resolve("out").toFile())
                        .redirectError(folder.resolve("err").toFile())
                        .start();
        started.add(process);
        return process;
    }

    private String said(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    /** Its addresses, when it is ready. */
    private Properties ready(Process process) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (Files.notExists(ports)) {
            assertTrue(process.isAlive(), () -> "it ended: " + process.exitValue());
            assertTrue(System.nanoTime() < end, "it is not ready");
            process.waitFor(10, TimeUnit.MILLISECONDS);
        }
        var addresses = new Properties();
        addresses.load(Files.newBufferedReader(ports));
        return addresses;
    }

    private static String get(Properties addresses, String path) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://" + addresses.getProperty("http") + path))
                        .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
                        .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private void endsWith(int status, Process process) throws Exception {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it ends");
        assertEquals(status, process.exitValue(), said("err"));
    }

    @Test
    void itIsReadyWatchedAndEndsAsItIsTold() throws Exception {
        Process process = server();
        Properties addresses = ready(process);
        assertEquals("200 alive\n", get(addresses, "/healthz"));
        assertEquals("200 ready\n", get(addresses, "/readyz"));
        assertTrue(get(addresses, "/metrics").contains("gaia_disk_free_bytes "), "a figure");
        String line = said("out");
        assertEquals(1, line.lines().count(), line);
        for (String name : List.of("peers", "workers", "http")) {
            assertTrue(line.contains(addresses.getProperty(name)), line);
        }
        process.toHandle().destroy();
        endsWith(0, process);
        assertTrue(said("err").endsWith(" info    stopped\n"), said("err"));
        assertTrue(!said("err").contains("open-sesame"), "a secret is shown");
    }

    @Test
    void oneProcessAtATimeHasTheFolderAndAKilledOneLeavesIt() throws Exception {
        Process first = server();
        ready(first);
        Answer second = Answer.to("server", "--config", config.toString());
        second.fails(1, "is in use by process " + first.pid() + "; stop it");
        Answer doctor = Answer.to("doctor", "--config", config.toString());
        assertTrue(doctor.out().contains("is held by process " + first.pid()), doctor.out());
        first.destroyForcibly();
        assertTrue(first.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it ends");
        Process again = server();
        ready(again);
        again.toHandle().destroy();
        endsWith(0, again);
    }
}
