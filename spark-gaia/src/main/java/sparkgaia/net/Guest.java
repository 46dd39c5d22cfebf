package sparkgaia.net;

import java.security.cert.X509Certificate;

/** Decides about connections whose handshake is done, before a byte of theirs is parsed; on their event loop. */
public interface Guest {

    /**
     * Who shall hear what this connection carries.
     *
     * @param certificate who is at the other end, believed and valid; null without TLS or if it had to show none
     */
    Line.Owner welcome(X509Certificate certificate) throws Refused;

    /** The line is there, and carries nothing before this returns. */
    default void opened(Line line) {}

    /** It came to nothing, refused for something that the other side did, or for null because it broke. */
    void failed(String remote, Refusal refusal, String why);
}
