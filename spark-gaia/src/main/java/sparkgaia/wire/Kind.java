package sparkgaia.wire;

import sparkgaia.core.message.Message;

/** The kinds of messages between regions, by their number in a frame: 1 for the first. Only ever added to at the end. */
enum Kind {
    BATCH,
    ACK,
    GAP,
    ANNOUNCE,
    CLOCK,
    STATEMENT,
    STOP_AT,
    BEGIN,
    CONSENT,
    KNOCK,
    OVER,
    REFUSAL,
    OWN,
    COPY,
    OUTDATED,
    ABORT,
    HEARTBEAT;

    private static final Kind[] ALL = values();

    int number() {
        return ordinal() + 1;
    }

    /** The kind of this number, or null. */
    static Kind of(int number) {
        return number >= 1 && number <= ALL.length ? ALL[number - 1] : null;
    }

    Message.Lane lane() {
        return this == BATCH || this == OWN || this == COPY
                ? Message.Lane.DATA
                : Message.Lane.CONTROL;
    }

    static Kind of(Message message) {
        if (message instanceof Message.Batch) {
            return BATCH;
        } else if (message instanceof Message.Ack) {
            return ACK;
        } else if (message instanceof Message.Gap) {
            return GAP;
        } else if (message instanceof Message.Announce) {
            return ANNOUNCE;
        } else if (message instanceof Message.Clock) {
            return CLOCK;
        } else if (message instanceof Message.Statement) {
            return STATEMENT;
        } else if (message instanceof Message.StopAt) {
            return STOP_AT;
        } else if (message instanceof Message.Begin) {
            return BEGIN;
        } else if (message instanceof Message.Heartbeat) {
            return HEARTBEAT;
        }
        return ofViews(message);
    }

    private static Kind ofViews(Message message) {
        if (message instanceof Message.Consent) {
            return CONSENT;
        } else if (message instanceof Message.Knock) {
            return KNOCK;
        } else if (message instanceof Message.Over) {
            return OVER;
        } else if (message instanceof Message.Refusal) {
            return REFUSAL;
        } else if (message instanceof Message.Own) {
            return OWN;
        } else if (message instanceof Message.Copy) {
            return COPY;
        } else if (message instanceof Message.Outdated) {
            return OUTDATED;
        } else if (message instanceof Message.Abort) {
            return ABORT;
        }
        throw new IllegalStateException("no kind for " + message.getClass());
    }
}
