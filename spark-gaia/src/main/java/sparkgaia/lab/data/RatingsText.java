package sparkgaia.lab.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads the text of a file of ratings: a header, then one rating a line, cells parted by tabs if the header has any and
 * by commas if not. A type behind a column's name, as in {@code user_id:token}, is not part of the name.
 */
public final class RatingsText {
    private static final int CELLS_MAX = 1000;
    private static final int SHOWN_MAX = 80;
    private static final Pattern TYPE = Pattern.compile(":(token|float)(_seq)?$");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private static final Pattern UNENDING =
            Pattern.compile("nan|[+-]?inf(inity)?", Pattern.CASE_INSENSITIVE);

    private final String file;
    private final String text;
    private final Columns columns;
    private int at;
    private int line;

    /** The names of the columns that matter; there may be others. */
    public record Columns(String user, String item, String rating) {
        /** As Spark's ALS calls them if not told otherwise. */
        public static final Columns SPARK = new Columns("user", "item", "rating");

        /** As the atomic files of RecBole call them, MovieLens among them. */
        public static final Columns INTER = new Columns("user_id", "item_id", "rating");
    }

    private RatingsText(String file, String text, Columns columns) {
        this.file = file;
        this.text = text;
        this.columns = columns;
        this.at = text.startsWith("\uFEFF") ? 1 : 0;
    }

    /**
     * The ratings of a text.
     *
     * @param file how messages call it
     */
    public static Ratings parse(String file, String text, Columns columns) {
        return new RatingsText(file, text, columns).read();
    }

    private Ratings read() {
        String header = nextLine();
        if (header == null || header.isBlank()) {
            throw new BadRatings(
                    file
                            + ": is empty; the first line should name the columns, as in user,item,rating");
        }
        char mark = header.indexOf('\t') >= 0 ? '\t' : ',';
        List<String> names = names(header, mark);
        int userAt = place(columns.user, names);
        int itemAt = place(columns.item, names);
        int ratingAt = place(columns.rating, names);
        var rows = new Rows();
        String[] cells = new String[names.size()];
        for (String row = nextLine(); row != null; row = nextLine()) {
            split(row, mark, cells);
            if (rows.size == Ratings.RATINGS_MAX) {
                throw new BadRatings(file, line, "more than " + rows.size + " ratings");
            }
            rows.add(
                    id(cells[userAt], userAt, columns.user),
                    id(cells[itemAt], itemAt, columns.item),
                    value(cells[ratingAt], ratingAt));
        }
        if (rows.size == 0) {
            throw new BadRatings(file + ": has a header but no ratings");
        }
        return rows.ratings(file);
    }

    /** The next line, or null if only blank ones are left. */
    private String nextLine() {
        if (at >= text.length()) {
            return null;
        }
        int end = text.indexOf('\n', at);
        end = end < 0 ? text.length() : end;
        int contentEnd = end > at && text.charAt(end - 1) == '\r' ? end - 1 : end;
        String content = text.substring(at, contentEnd);
        if (content.isBlank() && text.substring(end).isBlank()) {
            return null;
        }
        at = end + 1;
        line++;
        return content;
    }

    private List<String> names(String header, char mark) {
        var names = new ArrayList<String>();
        for (String cell : header.split(String.valueOf(mark), -1)) {
            String name = TYPE.matcher(cell.strip()).replaceFirst("");
            if (names.contains(name)) {
                throw new BadRatings(file, 1, names.size() + 1, shown(name), "is named twice");
            }
            names.add(name);
            if (names.size() > CELLS_MAX) {
                throw new BadRatings(file, 1, "more than " + CELLS_MAX + " columns");
            }
        }
        return names;
    }

    private int place(String name, List<String> names) {
        int place = names.indexOf(name);
        if (place >= 0) {
            return place;
        }
        String nearest = null;
        for (String other : names) {
            if (isLike(name, other)) {
                nearest = nearest == null ? other : nearest;
            }
        }
        String hint = nearest == null ? "" : "; the nearest is \"" + shown(nearest) + "\"";
        throw new BadRatings(
                file,
                1,
                "no column is called \""
                        + name
                        + "\""
                        + hint
                        + "; the columns are "
                        + shown(String.join(", ", names)));
    }

    /** Of the same letters but for case, or one within the other. */
    private static boolean isLike(String wanted, String other) {
        String a = letters(wanted);
        String b = letters(other);
        return !a.isEmpty() && !b.isEmpty() && (a.contains(b) || b.contains(a));
    }

    private static String letters(String name) {
        StringBuilder letters = new StringBuilder();
        name.chars().filter(Character::isLetter).forEach(c -> letters.append((char) c));
        return letters.toString().toLowerCase(Locale.ROOT);
    }

    private void split(String row, char mark, String[] cells) {
        int from = 0;
        int count = 0;
        while (true) {
            int to = row.indexOf(mark, from);
            if (count < cells.length) {
                cells[count] = row.substring(from, to < 0 ? row.length() : to).strip();
            }
            count++;
            if (to < 0) {
                break;
            }
            from = to + 1;
        }
        if (count != cells.length) {
            String why = "has " + count + " columns, but the header has " + cells.length;
            throw new BadRatings(file, line, row.isBlank() ? "is blank" : why);
        }
    }

    private long id(String cell, int column, String name) {
        try {
            return Long.parseLong(cell);
        } catch (NumberFormatException e) {
            throw bad(column, name, cell, "is not an integer; ids must be integers");
        }
    }

    private float value(String cell, int column) {
        if (cell.length() > SHOWN_MAX || !NUMBER.matcher(cell).matches()) {
            boolean isNumber = UNENDING.matcher(cell).matches();
            String why = isNumber ? "is not a finite number" : "is not a number";
            throw bad(column, columns.rating, cell, why);
        }
        float value = Float.parseFloat(cell);
        if (!Float.isFinite(value)) {
            throw bad(column, columns.rating, cell, "is too large a number");
        }
        return value;
    }

    private BadRatings bad(int column, String name, String cell, String why) {
        String told = cell.isEmpty() ? "is missing" : "\"" + shown(cell) + "\" " + why;
        return new BadRatings(file, line, column + 1, name, told);
    }

    private static String shown(String text) {
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "...";
    }

    /** Columns that grow. */
    private static final class Rows {
        private long[] users = new long[1 << 12];
        private long[] items = new long[1 << 12];
        private float[] values = new float[1 << 12];
        private int size;

        void add(long user, long item, float value) {
            if (size == values.length) {
                users = Arrays.copyOf(users, 2 * size);
                items = Arrays.copyOf(items, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            users[size] = user;
            items[size] = item;
            values[size++] = value;
        }

        Ratings ratings(String name) {
            return Ratings.of(
                    name,
                    Arrays.copyOf(users, size),
                    Arrays.copyOf(items, size),
                    Arrays.copyOf(values, size));
        }
    }
}
