package sparkgaia.net;

import sparkgaia.wire.SignalCodec;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** The region that a certificate names: its one common name. */
public final class Names {
    private Names() {}

    /** Null if it names none. */
    public static String region(X509Certificate certificate) {
        try {
            var name = new LdapName(certificate.getSubjectX500Principal().getName());
            List<String> common =
                    name.getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .map(String::valueOf)
                            .toList();
            return common.size() == 1 && isName(common.get(0)) ? common.get(0) : null;
        } catch (InvalidNameException e) {
            return null;
        }
    }

    static boolean isName(String text) {
        return !text.isBlank()
                && text.getBytes(StandardCharsets.UTF_8).length <= SignalCodec.NAME_BYTES_MAX
                && text.chars().noneMatch(Character::isISOControl);
    }
}
