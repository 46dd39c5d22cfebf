package sparkgaia.core.message;

/**
 * A message with its address.
 *
 * @param version the number of the links' version that it speaks of
 * @param session the connection that it was sent on: what an older one still delivers is void
 */
public record Frame(int from, int to, int partition, int version, long session, Message message) {
    @Override
    public String toString() {
        return from + ">" + to + " p" + partition + " v" + version + " " + message;
    }
}
