package sparkgaia.server.settings;

/** Settings that are refused; the message says which, where it stands, and what to do. */
public final class BadSettings extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public BadSettings(String message) {
        super(message);
    }
}
