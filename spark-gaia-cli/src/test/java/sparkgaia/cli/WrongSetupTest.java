package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.core.Job;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.train.exact.LedgerTrainer;
import sparkgaia.wire.JobDescription;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** {@code gaia server} as a process with what cannot work: it ends with status 1 and one line that says what to do. */
@Tag("slow")
@Timeout(120)
class WrongSetupTest {
    private static final long PATIENCE_SECONDS = 60;
    private static final int HEADER_FORMAT_AT = 8;
    private static final int HEADER_FIXED_BYTES = 16;
    private static final int HEADER_REGION_AT = 40;

    @TempDir private Path folder;
    private Path config;

    @BeforeEach
    void settings() throws IOException {
        config = folder.resolve("gaia.conf");
        Files.createDirectory(folder.resolve("kit"));
        Files.writeString(folder.resolve("kit/token"), "open-sesame");
    }

    private void write(String... lines) throws IOException {
        var all = new ArrayList<>(List.of("gaia.region = a", "gaia.disk.freeMin = 1 MiB"));
        var given = String.join("\n", lines);
        for (String port :
                List.of("gaia.peers.listen", "gaia.workers.listen", "gaia.http.listen")) {
            if (!given.contains(port)) {
                all.add(port + " = 127.0.0.1:0");
            }
        }
        all.add(given);
        Files.write(config, all);
    }

    /** What it says when it ends: one line. */
    private String refusal() throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Gaia.class.getName(),
                                "server",
                                "--config",
                                config.toString())
                        .redirectOutput(folder.resolve("out").toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it ends");
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(err);
        assertEquals(1, process.exitValue(), said);
        assertEquals("", Files.readString(folder.resolve("out")));
        String last = said.lines().reduce("", (one, next) -> next);
        assertEquals(1, said.lines().filter(line -> line.startsWith("gaia: ")).count(), said);
        assertTrue(last.startsWith("gaia: "), said);
        assertTrue(said.lines().noneMatch(line -> line.startsWith("\tat ")), said);
        return last;
    }

    private void refuses(String... words) throws IOException, InterruptedException {
        String line = refusal();
        for (String word : words) {
            assertTrue(line.contains(word), "\"" + word + "\" in: " + line);
        }
    }

    @Test
    void anUnknownSetting() throws Exception {
        write("gaia.tls = off", "gaia.peers.lisen = 127.0.0.1:0");
        refuses("unknown setting \"gaia.peers.lisen\"", "gaia.peers.listen");
    }

    @Test
    void aPortInUse() throws Exception {
        for (String port :
                List.of("gaia.peers.listen", "gaia.workers.listen", "gaia.http.listen")) {
            try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                String address = "127.0.0.1:" + socket.getLocalPort();
                write("gaia.tls = off", port + " = " + address);
                refuses(address + " is in use by process " + ProcessHandle.current().pid(), port);
            }
        }
    }

    @Test
    void aCertificateThatIsMissing() throws Exception {
        write();
        refuses("key.password is not there", "gaia keys init");
        Files.writeString(folder.resolve("kit/key.password"), "open-sesame");
        refuses("key.p12", "gaia keys");
    }

    @Test
    void aDataFolderThatCannotBeMadeOrWrittenTo() throws Exception {
        write("gaia.tls = off", "gaia.data = gaia.conf/data");
        refuses("data folder", "choose another");
        write("gaia.tls = off", "gaia.data = /proc/gaia");
        needsNoRoom();
        refuses("data folder /proc/gaia cannot be made", "check its permissions and its disk");
    }

    @Test
    void aDataFolderOnADiskThatIsFull() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", small.toString()),
                "this user cannot mount a small disk");
        try {
            Files.write(small.resolve("ballast"), new byte[1536 << 10]);
            write("gaia.tls = off", "gaia.data = small/data");
            refuses("disk: 0.5 MB free, less than gaia.disk.freeMin = 1.0 MB; make room");
            Files.write(small.resolve("more"), new byte[400 << 10]);
            needsNoRoom();
            fill(small.resolve("rest"));
            refuses("small/data");
        } finally {
            assertTrue(run("umount", small.toString()));
        }
    }

    private void needsNoRoom() throws IOException {
        Files.writeString(
                config, Files.readString(config).replace("freeMin = 1 MiB", "freeMin = 0 B"));
    }

    private static void fill(Path file) {
        try (var out = Files.newOutputStream(file)) {
            for (int i = 0; i < 4 << 20; i++) {
                out.write(0);
            }
        } catch (IOException full) {
            return;
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    /** The journal of a job that a killed sidecar of region "a" was in the middle of. */
    private Path journal() throws Exception {
        var trainer = new LedgerTrainer(10, 2, 2);
        Job job =
                Job.of(List.of("a"), trainer.tables())
                        .model(SyncModel.bsp())
                        .maxClock(50)
                        .metrics(trainer.metrics().size())
                        .build();
        Path data;
        try (var sites = new Sites(folder, null, "a")) {
            sites.start();
            var there = new CountDownLatch(1);
            var never = new CountDownLatch(1);
            sites.begin(
                    new JobDescription("interrupted", job, new TreeMap<>()),
                    trainer,
                    (loop, computing) -> {
                        computing.run();
                        if (loop.clock() == 5) {
                            there.countDown();
                            never.await();
                        }
                    });
            assertTrue(there.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "clock 5 is reached");
            sites.process("a").destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            data = sites.data("a");
        }
        try (Stream<Path> files = Files.walk(data.resolve("jobs"))) {
            return files.filter(file -> file.getFileName().toString().endsWith(".journal"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Changes a journal's header and gives it the sum that fits. */
    private static void reseal(Path file, int at, byte value) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] = value;
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int sumAt = HEADER_FIXED_BYTES + in.getInt(HEADER_FORMAT_AT + 4) - 4;
        var sum = new CRC32C();
        sum.update(bytes, 0, sumAt);
        in.putInt(sumAt, (int) sum.getValue());
        Files.write(file, bytes);
    }

    @Test
    void aJournalOfAnotherFormatOrRegion() throws Exception {
        Path journal = journal();
        byte[] whole = Files.readAllBytes(journal);
        write("gaia.tls = off", "gaia.data = data-a");
        reseal(journal, HEADER_FORMAT_AT, (byte) 4);
        refuses("it has format 4, this release reads 3; run the release that wrote it");
        Files.write(journal, whole);
        reseal(journal, HEADER_REGION_AT, (byte) 'b');
        refuses("it is region b's, this is a; keep each region's");
        Files.write(journal, whole);
        whole[HEADER_REGION_AT] = 'b';
        Files.write(journal, whole);
        refuses("its header is damaged");
    }

    private void keytool(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words));
        command.addAll(List.of("-keystore", folder.resolve("kit/key.p12").toString()));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", "open-sesame"));
        assertTrue(run(command.toArray(String[]::new)), command.toString());
    }

    @Test
    void aCertificateThatHasExpired() throws Exception {
        Files.writeString(folder.resolve("kit/key.password"), "open-sesame");
        String file = folder.resolve("certificate").toString();
        keytool(
                "-genkeypair",
                "-alias",
                "region",
                "-dname",
                "CN=a",
                "-keyalg",
                "EC",
                "-ext",
                "bc:c",
                "-startdate",
                "-30d",
                "-validity",
                "10");
        keytool("-exportcert", "-alias", "region", "-file", file);
        keytool("-importcert", "-noprompt", "-alias", "ca", "-file", file);
        write();
        refuses("certificate", "expired", "gaia keys");
    }
}
