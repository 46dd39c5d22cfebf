package sparkgaia.server.ledger;

import java.security.cert.X509Certificate;
import java.util.regex.Pattern;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** The name of a region, as it stands in a certificate. */
public final class RegionName {
    public static final int CHARS_MAX = 63;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1," + CHARS_MAX + "}");

    private RegionName() {}

    /** Whether this may be a region's name: letters, digits, '-' and '_', at most 63 of them. */
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
