package sparkgaia.server.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.server.DataFolder;
import sparkgaia.server.Settings;
import sparkgaia.server.check.Finding.Grade;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

class LocalCheckTest {
    @TempDir private Path folder;
    private String freeMin = "gaia.disk.freeMin = 1 B";

    @BeforeEach
    void kit() throws IOException {
        Files.createDirectory(folder.resolve("kit"));
        Path token = Files.writeString(folder.resolve("kit/token"), "open-sesame\n");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    }

    private List<Finding> findings(String... lines) throws IOException {
        var all = new ArrayList<>(List.of("gaia.region = a", "gaia.tls = off", freeMin));
        for (String side : List.of("peers", "workers", "http")) {
            String name = "gaia." + side + ".listen";
            if (List.of(lines).stream().noneMatch(line -> line.startsWith(name))) {
                all.add(name + " = 127.0.0.1:0");
            }
        }
        all.addAll(List.of(lines));
        Path file = Files.write(folder.resolve("gaia.conf"), all);
        return LocalCheck.findings(Settings.read(file));
    }

    private static void shows(Grade grade, String about, String words, List<Finding> findings) {
        assertTrue(
                findings.stream()
                        .anyMatch(
                                one ->
                                        one.grade() == grade
                                                && one.about().equals(about)
                                                && one.says().contains(words)),
                () ->
                        findings.stream()
                                .map(Finding::toString)
                                .collect(Collectors.joining("\n", "not among\n", "")));
        assertTrue(
                findings.stream().noneMatch(one -> one.says().contains("open-sesame")),
                "a secret is shown");
    }

    private static long bad(List<Finding> findings) {
        return findings.stream().filter(one -> one.grade() == Grade.BAD).count();
    }

    @Test
    void whatIsFineIsSaidToBe() throws IOException {
        var findings = findings();
        assertEquals(0, bad(findings));
        shows(Grade.OK, "data folder", "will be made", findings);
        shows(Grade.OK, "token", "is its owner's alone", findings);
        shows(Grade.OK, "port of peers", "the system chooses", findings);
        shows(Grade.WARNING, "certificate", "gaia.tls is off", findings);
        Files.createDirectory(folder.resolve("data"));
        shows(Grade.OK, "data folder", "can be written to", findings());
    }

    @Test
    void secretsOfOthersEyesAreWarnedOf() throws IOException {
        Path token = folder.resolve("kit/token");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r-----"));
        shows(Grade.WARNING, "token", "chmod 600 " + token, findings());
        shows(
                Grade.WARNING,
                "token",
                "stands in the settings",
                findings("gaia.token = open-sesame"));
        Files.writeString(token, "\n");
        shows(Grade.BAD, "token", "a secret of 1 to 4096 bytes", findings());
        Files.delete(token);
        shows(Grade.BAD, "token", "is not there; 'gaia keys init' makes", findings());
    }

    @Test
    void withTlsKeyAndPasswordMustBeThere() throws IOException {
        Path file = folder.resolve("tls.conf");
        Files.writeString(file, "gaia.region = a\ngaia.disk.freeMin = 1 B\n");
        var withTls = LocalCheck.findings(Settings.read(file));
        shows(Grade.BAD, "key", "key.p12 is not there", withTls);
        shows(Grade.BAD, "key's password", "key.password is not there", withTls);
        shows(Grade.BAD, "certificate", "its password cannot be read", withTls);
    }

    @Test
    void aDiskThatIsNearlyFullIsBad() throws IOException {
        freeMin = "gaia.disk.freeMin = 1024 TiB";
        shows(Grade.BAD, "disk", "less than gaia.disk.freeMin", findings());
    }

    @Test
    void aPortInUseIsBadAndItsProcessNamed() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String address = "127.0.0.1:" + socket.getLocalPort();
            long self = ProcessHandle.current().pid();
            var findings = findings("gaia.workers.listen = " + address);
            shows(
                    Grade.BAD,
                    "port of workers",
                    address
                            + " is in use by process "
                            + self
                            + " (java); stop it, or choose another in gaia.workers.listen",
                    findings);
            assertEquals(1, bad(findings));
            try (var data = DataFolder.open(folder.resolve("data"), 0)) {
                var beside = findings("gaia.workers.listen = " + address);
                shows(Grade.OK, "data folder", data.path() + " is held by process " + self, beside);
                shows(Grade.OK, "port of workers", "by this region's sidecar", beside);
                assertEquals(0, bad(beside));
            }
        }
    }

    @Test
    void aFileInPlaceOfTheDataFolderIsBad() throws IOException {
        Files.writeString(folder.resolve("data"), "");
        shows(Grade.BAD, "data folder", "is a file; choose a folder", findings());
        shows(Grade.BAD, "data folder", "cannot be made", findings("gaia.data = data/below"));
    }
}
