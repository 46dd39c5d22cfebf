package sparkgaia.client;

import java.io.IOException;

/** A worker cannot go on: what happened, to what, and what to do. */
public final class ClientFailure extends IOException {
    private static final long serialVersionUID = 1L;

    ClientFailure(String what) {
        super(what);
    }
}
