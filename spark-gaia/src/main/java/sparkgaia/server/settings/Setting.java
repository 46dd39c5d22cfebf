package sparkgaia.server.settings;

/**
 * One setting: its name, what it may be, its default as text (null: it must be given), an example for it, and what it is
 * for. A name with {@code REGION} in it stands for one setting of each member.
 */
public record Setting<T>(String name, Kind<T> kind, String fallback, String example, String says) {
    static final String REGION = "REGION";

    public static <T> Setting<T> of(String name, Kind<T> kind, String fallback, String says) {
        return new Setting<>(name, kind, fallback, fallback, says);
    }

    public static <T> Setting<T> required(String name, Kind<T> kind, String example, String says) {
        return new Setting<>(name, kind, null, example, says);
    }

    public boolean isRequired() {
        return fallback == null;
    }

    public boolean isPerRegion() {
        return name.contains(REGION);
    }

    /** The setting's name for one member. */
    public String nameFor(String region) {
        return name.replace(REGION, region);
    }

    /** A value that this setting's kind made, so it is of its type. */
    @SuppressWarnings("unchecked")
    T cast(Object value) {
        return (T) value;
    }
}
