package sparkgaia.server.check;

import sparkgaia.server.Settings;
import sparkgaia.server.settings.BadSettings;
import sparkgaia.server.settings.Secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The files with secrets: are they there, and can only their owner read them. */
final class SecretCheck {
    private static final Set<PosixFilePermission> OTHERS =
            Set.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    private SecretCheck() {}

    static List<Finding> findings(Settings settings) {
        var findings = new ArrayList<Finding>();
        if (settings.hasToken()) {
            findings.add(
                    Finding.warning(
                            "token",
                            "stands in the settings; a file that only its owner can read is better (gaia.token.file)"));
        } else {
            findings.add(secret("token", settings.tokenFile()));
        }
        if (settings.hasTls()) {
            findings.add(secret("key's password", settings.keyPasswordFile()));
            findings.add(permissions("key", settings.keyFile()));
        }
        return findings;
    }

    private static Finding secret(String about, Path file) {
        try {
            Secret.read(file);
            return permissions(about, file);
        } catch (BadSettings e) {
            return Finding.bad(about, e.getMessage());
        } catch (IOException e) {
            return unreadable(about, file);
        }
    }

    private static Finding permissions(String about, Path file) {
        if (!Files.isReadable(file)) {
            return unreadable(about, file);
        }
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
                    && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                return Finding.warning(
                        about, file + " can be read or changed by others; chmod 600 " + file);
            }
            return Finding.ok(about, file + " is its owner's alone");
        } catch (IOException e) {
            return Finding.bad(about, file + ": " + e);
        }
    }

    private static Finding unreadable(String about, Path file) {
        return Finding.bad(
                about,
                Files.exists(file)
                        ? file + " cannot be read; check its permissions"
                        : file
                                + " is not there; 'gaia keys init' makes a kit for each region, gaia.kit is its folder");
    }
}
