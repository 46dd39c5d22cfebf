package sparkgaia.server.settings;

/** A text that is not of the kind that is asked for; the message goes on where the setting was named. */
final class BadValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BadValue(String message) {
        super(message);
    }
}
