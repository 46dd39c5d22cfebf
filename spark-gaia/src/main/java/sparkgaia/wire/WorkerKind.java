package sparkgaia.wire;

import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request;

/** What workers ask and are answered, by its number in a frame: 33 for the first. Only ever added to at the end. */
enum WorkerKind {
    JOIN,
    PULL,
    STAGE,
    FAIL,
    COMMIT,
    JOINED,
    PULLED,
    STAGED,
    COMMITTED,
    STOPPED,
    REFUSED;

    private static final int FIRST = 33;
    private static final WorkerKind[] ALL = values();
    private static final Reply.Reason[] REASONS = Reply.Reason.values();

    int number() {
        return FIRST + ordinal();
    }

    boolean isReply() {
        return ordinal() >= JOINED.ordinal();
    }

    /** The kind of this number, or null. */
    static WorkerKind of(int number) {
        return number >= FIRST && number < FIRST + ALL.length ? ALL[number - FIRST] : null;
    }

    /** In the order in which the core declares them. */
    static int number(Reply.Reason reason) {
        return reason.ordinal() + 1;
    }

    /** The reason of this number, or null. */
    static Reply.Reason reason(int number) {
        return number >= 1 && number <= REASONS.length ? REASONS[number - 1] : null;
    }

    static WorkerKind of(Request request) {
        if (request instanceof Request.Join) {
            return JOIN;
        } else if (request instanceof Request.Pull) {
            return PULL;
        } else if (request instanceof Request.Stage) {
            return STAGE;
        } else if (request instanceof Request.Fail) {
            return FAIL;
        } else if (request instanceof Request.Commit) {
            return COMMIT;
        }
        throw new IllegalStateException("no kind for " + request.getClass());
    }

    static WorkerKind of(Reply reply) {
        if (reply instanceof Reply.Joined) {
            return JOINED;
        } else if (reply instanceof Reply.Pulled) {
            return PULLED;
        } else if (reply instanceof Reply.Staged) {
            return STAGED;
        } else if (reply instanceof Reply.Committed) {
            return COMMITTED;
        } else if (reply instanceof Reply.Stopped) {
            return STOPPED;
        } else if (reply instanceof Reply.Refused) {
            return REFUSED;
        }
        throw new IllegalStateException("no kind for " + reply.getClass());
    }
}
