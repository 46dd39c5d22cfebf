package sparkgaia.server.settings;

/** A setting as somebody wrote it, and where, such as {@code gaia.conf line 3}. */
public record Given(String name, String value, String where) {}
