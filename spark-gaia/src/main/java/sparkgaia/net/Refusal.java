package sparkgaia.net;

/** Why a connection was refused, for counting. */
public enum Refusal {
    /** It does not speak TLS. */
    NOT_TLS,
    /** It does not speak TLS 1.3. */
    OLD_TLS,
    /** It shows no certificate. */
    NO_CERTIFICATE,
    /** No authority that we trust has signed its certificate. */
    AUTHORITY,
    /** Its certificate is valid no more. */
    EXPIRED,
    /** Its certificate is not valid yet. */
    NOT_YET_VALID,
    /** Its certificate is on the list of revoked ones. */
    REVOKED,
    /** Its certificate names a region that is not among the members. */
    NOT_A_MEMBER,
    /** It is another region than the one that was called, or than it says itself. */
    OTHER_REGION,
    /** It says that it is this region. */
    SELF,
    /** The TLS handshake failed for another reason. */
    HANDSHAKE,
    /** It took too long to become trusted. */
    LATE,
    /** Bytes that are no frame, or a frame that is too long. */
    FRAME,
    /** A frame that has no place here: something else than a greeting first, or a greeting of another session. */
    GREETING,
    /** There are as many connections as there may be. */
    CROWDED,
    /** It read too slowly: more waited to be sent to it than may. */
    SLOW
}
