package sparkgaia.server.check;

import sparkgaia.server.DataFolder;
import sparkgaia.server.Settings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything of a sidecar's settings that can be looked at on its own machine. */
public final class LocalCheck {
    private LocalCheck() {}

    public static List<Finding> findings(Settings settings) {
        Optional<Long> running = DataFolder.holderNow(settings.data());
        var findings = new ArrayList<Finding>();
        findings.addAll(FolderCheck.findings(settings, running));
        findings.addAll(SecretCheck.findings(settings));
        findings.addAll(new CertificateCheck(Instant::now).findings(settings));
        findings.addAll(PortCheck.findings(settings, running));
        return findings;
    }
}
