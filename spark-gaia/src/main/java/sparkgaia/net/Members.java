package sparkgaia.net;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who may speak here at all: the configured members, by the names of their certificates. */
final class Members {
    static final int MEMBERS_MAX = 1_000;

    private final Identity self;
    private final Map<String, Member> byRegion = new LinkedHashMap<>();

    Members(Identity self, List<Member> members) {
        if (members.size() > MEMBERS_MAX) {
            throw new IllegalArgumentException(members.size() + " members, at most " + MEMBERS_MAX);
        }
        this.self = self;
        for (Member member : members) {
            if (!Names.isName(member.region()) || member.region().equals(self.region())) {
                throw new IllegalArgumentException(
                        "\"" + member.region() + "\" cannot be another region's name");
            }
            if (byRegion.put(member.region(), member) != null) {
                throw new IllegalArgumentException(
                        "member " + member.region() + " is listed twice");
            }
        }
    }

    List<Member> all() {
        return new ArrayList<>(byRegion.values());
    }

    /**
     * Throws unless this certificate is a member's.
     *
     * @param called the one member that it has to be, or null
     */
    void check(X509Certificate certificate, String called) throws Refused {
        if (self.isPlain()) {
            return;
        }
        if (certificate == null) {
            throw new Refused(Refusal.NO_CERTIFICATE, "it shows no certificate");
        }
        if (self.revoked().holds(certificate)) {
            throw new Refused(Refusal.REVOKED, "its certificate was revoked");
        }
        String name = Names.region(certificate);
        if (name == null) {
            throw new Refused(Refusal.NOT_A_MEMBER, "its certificate does not name a region");
        }
        if (called != null && !called.equals(name) && !self.region().equals(name)) {
            throw new Refused(
                    Refusal.OTHER_REGION,
                    called
                            + " was called, the certificate is of "
                            + name
                            + ": is the address right?");
        }
        checkName(name);
    }

    /** Throws unless this is the name of a member. */
    void checkName(String name) throws Refused {
        if (name.equals(self.region())) {
            throw new Refused(
                    Refusal.SELF,
                    "it says that it is " + name + ", as this one does: do two run with one key?");
        }
        if (!byRegion.containsKey(name)) {
            throw new Refused(
                    Refusal.NOT_A_MEMBER,
                    "\"" + name + "\" is no member; members are " + byRegion.keySet());
        }
    }
}
