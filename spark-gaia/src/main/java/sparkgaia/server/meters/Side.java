package sparkgaia.server.meters;

/** Who is on the other side of a connection. */
public enum Side {
    PEERS,
    WORKERS
}
