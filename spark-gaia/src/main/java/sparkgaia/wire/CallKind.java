package sparkgaia.wire;

/** Calls by their number in a frame. Only ever added to at the end of each group. */
enum CallKind {
    OFFERED(72, Call.Offered.class),
    WITHDRAWN(73, Call.Withdrawn.class),
    NOTED(74, Call.Noted.class),
    TURNED(75, Call.Turned.class),
    ADMITTED(76, Call.Admitted.class),
    ATTACHED(77, Call.Attached.class),
    DONE(78, Call.Done.class),
    ENDED(79, Call.Ended.class),
    LEDGER_HEAD(80, Call.LedgerHead.class),
    AUTHENTICATE(96, Call.Authenticate.class),
    WELCOME(97, Call.Welcome.class),
    OPEN(98, Call.Open.class),
    OPENED(99, Call.Opened.class),
    WAITING(100, Call.Waiting.class),
    DENIED(101, Call.Denied.class),
    READ(102, Call.Read.class),
    VALUES(103, Call.Values.class),
    INQUIRE(104, Call.Inquire.class),
    STANDING(105, Call.Standing.class),
    LEAVE(106, Call.Leave.class),
    BEAT(107, Call.Beat.class),
    TALLY(108, Call.Tally.class),
    TALLIED(109, Call.Tallied.class);

    private static final CallKind[] ALL = values();

    private final int number;
    private final Class<? extends Call> type;

    CallKind(int number, Class<? extends Call> type) {
        this.number = number;
        this.type = type;
    }

    int number() {
        return number;
    }

    boolean isOfPeers() {
        return Call.OfPeers.class.isAssignableFrom(type);
    }

    static CallKind of(Call call) {
        for (CallKind kind : ALL) {
            if (kind.type.isInstance(call)) {
                return kind;
            }
        }
        throw new IllegalStateException("no kind for " + call.getClass());
    }

    /** The kind of this number, or null. */
    static CallKind of(int number) {
        for (CallKind kind : ALL) {
            if (kind.number == number) {
                return kind;
            }
        }
        return null;
    }
}
