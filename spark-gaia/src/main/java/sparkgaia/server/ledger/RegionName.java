package sparkgaia.server.ledger;

import java.security.cert.X509Certificate;
import java.util.regex.Pattern;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** The name of a region, as it stands in a certificate. */
public final class RegionName {
    public static final int CHARS_MAX = 63;
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0," + (CHARS_MAX - 1) + "}");

    private RegionName() {}

    /** Whether this may be a region's name: 1 to 63 letters, digits, '-' or '_', a letter or digit first. */
    public static boolean isOne(String name) {
        return NAME.matcher(name).matches();
    }

    /** The common name of a certificate's subject; empty unless it has exactly one, that may be a region's. */
    public static String of(X509Certificate certificate) {
        String found = "";
        try {
            for (Rdn part :
                    new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    if (!found.isEmpty()) {
                        return "";
                    }
                    found = part.getValue().toString();
                }
            }
        } catch (InvalidNameException e) {
            return "";
        }
        return isOne(found) ? found : "";
    }
}
