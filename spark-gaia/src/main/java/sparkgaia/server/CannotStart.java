package sparkgaia.server;

import java.io.IOException;

/** Why a sidecar does not start, and what to do about it, in one line. */
public final class CannotStart extends IOException {
    private static final long serialVersionUID = 1L;

    public CannotStart(String message) {
        super(message);
    }

    public CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
