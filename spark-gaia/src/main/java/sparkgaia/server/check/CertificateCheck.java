package sparkgaia.server.check;

import sparkgaia.net.BadIdentity;
import sparkgaia.net.Identity;
import sparkgaia.server.Settings;
import sparkgaia.server.settings.BadSettings;

import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The region's own certificate: can it be opened, whose is it, until when is it valid, and who vouches for others. */
final class CertificateCheck {
    private static final String ABOUT = "certificate";
    private static final Duration SOON = Duration.ofDays(30);

    private final Supplier<Instant> now;

    CertificateCheck(Supplier<Instant> now) {
        this.now = now;
    }

    /** The identity that the settings name; what is wrong with it is in the message. */
    static Identity identity(Settings settings) throws BadIdentity, IOException {
        if (!settings.hasTls()) {
            return Identity.plain(settings.region());
        }
        char[] password = settings.keyPassword().reveal().toCharArray();
        return Identity.load(settings.keyFile(), password, settings.revokedFile());
    }

    List<Finding> findings(Settings settings) {
        if (!settings.hasTls()) {
            return List.of(
                    Finding.warning(
                            ABOUT,
                            "gaia.tls is off: anybody on this machine can speak for any region"));
        }
        try {
            return findings(settings, identity(settings));
        } catch (BadIdentity e) {
            return List.of(Finding.bad(ABOUT, e.getMessage()));
        } catch (BadSettings | IOException e) {
            return List.of(Finding.bad(ABOUT, "its password cannot be read: " + e.getMessage()));
        }
    }

    private List<Finding> findings(Settings settings, Identity identity) {
        var findings = new ArrayList<Finding>();
        if (!identity.region().equals(settings.region())) {
            findings.add(
                    Finding.bad(
                            ABOUT,
                            settings.keyFile()
                                    + " is of region "
                                    + identity.region()
                                    + ", gaia.region is "
                                    + settings.region()
                                    + "; take the kit of this region"));
        }
        for (X509Certificate certificate : identity.chain()) {
            if (!identity.authorities().contains(certificate)) {
                findings.add(dates(ABOUT, certificate));
            }
        }
        for (X509Certificate authority : identity.authorities()) {
            findings.add(dates("authority", authority));
        }
        findings.add(
                Files.exists(settings.revokedFile())
                        ? Finding.ok("revocation", settings.revokedFile() + " is read")
                        : Finding.ok(
                                "revocation",
                                settings.revokedFile() + " is not there: nothing is revoked"));
        return findings;
    }

    private Finding dates(String about, X509Certificate certificate) {
        Instant end = certificate.getNotAfter().toInstant();
        String name = certificate.getSubjectX500Principal().getName();
        Duration left = Duration.between(now.get(), end);
        if (left.isNegative()) {
            return Finding.bad(
                    about, name + " expired at " + end + "; make new keys with 'gaia keys'");
        }
        String says = name + " is valid until " + end + ", " + left.toDays() + " days";
        return left.compareTo(SOON) < 0
                ? Finding.warning(about, says + "; make a new one in time with 'gaia keys'")
                : Finding.ok(about, says);
    }
}
