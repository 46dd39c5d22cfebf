package sparkgaia.server.ledger;

import java.io.IOException;

/** The ledger cannot be written: what it was to hold is not in it, so it must not leave the region. */
public final class LedgerFailure extends IOException {
    private static final long serialVersionUID = 1L;

    LedgerFailure(Object where, String what, Throwable cause) {
        super(
                where
                        + ": "
                        + what
                        + (cause == null ? "" : ": " + cause.getMessage())
                        + "; nothing is sent to other regions until this is mended",
                cause);
    }
}
