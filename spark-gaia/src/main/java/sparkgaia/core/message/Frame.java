package sparkgaia.core.message;

/**
 * A message with its address.
 *
 * @param version the number of the links' version that it speaks of, or {@link #DIRECT}
 * @param session the connection that it was sent on: what an older one still delivers is void
 */
public record Frame(int from, int to, int partition, int version, long session, Message message) {
    /** From member to member, whatever the links are. */
    public static final int DIRECT = -1;

    @Override
    public String toString() {
        return from + ">" + to + " p" + partition + " v" + version + " " + message;
    }
}
