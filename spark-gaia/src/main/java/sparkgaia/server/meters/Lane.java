package sparkgaia.server.meters;

/** What a connection carries: control, which is never stuck behind data, or data. */
public enum Lane {
    CONTROL,
    DATA
}
