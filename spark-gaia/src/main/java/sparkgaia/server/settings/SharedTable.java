package sparkgaia.server.settings;

/** A table that may be shared with other regions, and how large at most. */
public record SharedTable(String name, long rowsMax, int widthMax) {
    static final int NAME_LENGTH_MAX = 128;

    /** {@code name} or {@code name:rowsMax:widthMax}. */
    static SharedTable parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts[0].isBlank() || parts[0].length() > NAME_LENGTH_MAX) {
            throw new BadValue("has a table without a name, or with one that is too long");
        }
        if (parts.length == 1) {
            return new SharedTable(parts[0], Long.MAX_VALUE, Integer.MAX_VALUE);
        }
        if (parts.length != 3) {
            throw new BadValue("has \"" + text + "\", which is not name or name:rowsMax:widthMax");
        }
        return new SharedTable(
                parts[0], count(parts[1], Integer.MAX_VALUE), (int) count(parts[2], 1 << 20));
    }

    private static long count(String text, long max) {
        long count = Numbers.whole(text);
        if (count < 1 || count > max) {
            throw new BadValue("has the bound " + text + ", which must be 1 to " + max);
        }
        return count;
    }

    @Override
    public String toString() {
        return rowsMax == Long.MAX_VALUE ? name : name + ":" + rowsMax + ":" + widthMax;
    }
}
