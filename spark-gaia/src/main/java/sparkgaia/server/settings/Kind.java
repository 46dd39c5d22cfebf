package sparkgaia.server.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What the value of a setting may be, and how its text becomes one. */
public final class Kind<T> {
    /** No limit, in bytes or bytes a second. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final Numbers.Units BYTES =
            new Numbers.Units()
                    .and("B", "1")
                    .and("KiB", "1024")
                    .and("MiB", "1048576")
                    .and("GiB", "1073741824")
                    .and("TiB", "1099511627776")
                    .and("kB", "1000")
                    .and("MB", "1000000")
                    .and("GB", "1000000000")
                    .and("TB", "1000000000000");

    /** As bytes a second. */
    private static final Numbers.Units RATES =
            new Numbers.Units()
                    .and("kb/s", "125")
                    .and("Mb/s", "125000")
                    .and("Gb/s", "125000000")
                    .and("B/s", "1")
                    .and("kB/s", "1000")
                    .and("MB/s", "1000000")
                    .and("GB/s", "1000000000");

    /** As nanoseconds. */
    private static final Numbers.Units TIMES =
            new Numbers.Units()
                    .and("ms", "1000000")
                    .and("s", "1000000000")
                    .and("min", "60000000000")
                    .and("h", "3600000000000")
                    .and("d", "86400000000000");

    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");
    private static final int WORDS_MAX = 1_000;

    /** A frame must fit into a day. */
    private static final long BUDGET_MIN = 1 << 20;

    private static final long BUDGET_MAX = Long.MAX_VALUE / 2;
    private static final long RATE_MIN = 1_000;
    private static final long RATE_MAX = 1_000_000_000_000L;
    private static final double FRACTION_MAX = 0.5;

    public static final Kind<String> REGION_NAME =
            new Kind<>("a name such as frankfurt", (text, base) -> region(text));
    public static final Kind<Path> PATH = new Kind<>("a path", Kind::path);
    public static final Kind<Optional<Path>> OPTIONAL_PATH =
            new Kind<>(
                    "a path, or none",
                    (text, base) ->
                            text.equals("none") ? Optional.empty() : Optional.of(path(text, base)));
    public static final Kind<Address> LISTENING =
            new Kind<>(
                    "host:port such as 127.0.0.1:7070 or [::1]:7070; port 0 lets the system choose",
                    (text, base) -> Address.parse(text));
    public static final Kind<Address> ADDRESS =
            new Kind<>("host:port such as virginia.example.org:7070", (text, base) -> peer(text));
    public static final Kind<Optional<Secret>> OPTIONAL_SECRET =
            new Kind<>(
                    "a text, or none",
                    (text, base) ->
                            text.equals("none") ? Optional.empty() : Optional.of(new Secret(text)));
    public static final Kind<Boolean> SWITCH =
            Kind.<Boolean>oneOf(List.of("on", "off"), "on"::equals);
    public static final Kind<SharedTables> TABLES =
            new Kind<>(
                    "all, or a list of name or name:rowsMax:widthMax",
                    (text, base) -> SharedTables.parse(words(text)));
    public static final Kind<Double> FRACTION =
            new Kind<>("a share such as 0.5%", (text, base) -> fraction(text));

    private final String words;
    private final BiFunction<String, Path, T> parser;

    private Kind(String words, BiFunction<String, Path, T> parser) {
        this.words = words;
        this.parser = parser;
    }

    public static Kind<Integer> count(int min, int max) {
        return new Kind<>(
                "a whole number from " + min + " to " + max,
                (text, base) -> (int) within(Numbers.whole(text), min, max));
    }

    public static Kind<Long> size(String min, String max) {
        long least = Numbers.measure(min, BYTES);
        long most = Numbers.measure(max, BYTES);
        return new Kind<>(
                "a size from " + min + " to " + max,
                (text, base) -> within(Numbers.measure(text, BYTES), least, most));
    }

    public static Kind<Long> sizeOrUnlimited() {
        return new Kind<>(
                "a size such as 10 GB, at least 1 MiB, or unlimited",
                (text, base) ->
                        text.equals("unlimited")
                                ? UNLIMITED
                                : within(Numbers.measure(text, BYTES), BUDGET_MIN, BUDGET_MAX));
    }

    /** In bytes a second. */
    public static Kind<Long> rate() {
        return new Kind<>(
                "a rate such as 100 Mb/s or 12.5 MB/s",
                (text, base) -> within(Numbers.measure(text, RATES), RATE_MIN, RATE_MAX));
    }

    /** In bytes a second. */
    public static Kind<Long> rateOrUnlimited() {
        Kind<Long> rate = rate();
        return new Kind<>(
                "a rate such as 20 Mb/s, or unlimited",
                (text, base) -> text.equals("unlimited") ? UNLIMITED : rate.parse(text, base));
    }

    public static Kind<Duration> duration(String min, String max) {
        long least = Numbers.measure(min, TIMES);
        long most = Numbers.measure(max, TIMES);
        return new Kind<>(
                "a time from " + min + " to " + max,
                (text, base) ->
                        Duration.ofNanos(within(Numbers.measure(text, TIMES), least, most)));
    }

    public static <T> Kind<T> oneOf(List<String> known, Function<String, T> meaning) {
        return new Kind<>(
                String.join(", ", known.subList(0, known.size() - 1))
                        + " or "
                        + known.get(known.size() - 1),
                (text, base) -> {
                    if (!known.contains(text)) {
                        throw new BadValue("is unknown");
                    }
                    return meaning.apply(text);
                });
    }

    /** The value that a text means; relative paths are below the base. */
    T parse(String text, Path base) {
        return parser.apply(text, base);
    }

    boolean isSecret() {
        return this == OPTIONAL_SECRET;
    }

    /** What a value looks like, for messages and for the page. */
    String words() {
        return words;
    }

    private static long within(long value, long min, long max) {
        if (value < min || value > max) {
            throw new BadValue("is out of range");
        }
        return value;
    }

    static String region(String text) {
        if (!REGION.matcher(text).matches()) {
            throw new BadValue(
                    "is not a region's name: 1 to 63 letters, digits, - or _, a letter or digit first");
        }
        return text;
    }

    private static Path path(String text, Path base) {
        try {
            return base.resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw new BadValue("is not a path");
        }
    }

    private static Address peer(String text) {
        Address address = Address.parse(text);
        if (address.port() == 0) {
            throw new BadValue("has port 0; name the port on which that region listens");
        }
        return address;
    }

    private static double fraction(String text) {
        if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,9})? ?%")) {
            throw new BadValue("is not a share in percent");
        }
        double value = Double.parseDouble(text.substring(0, text.length() - 1).strip()) / 100;
        if (value > FRACTION_MAX) {
            throw new BadValue("is more than 50%");
        }
        return value;
    }

    private static List<String> words(String text) {
        List<String> words = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        if (words.size() > WORDS_MAX || words.contains("")) {
            throw new BadValue("has an empty word, or more than " + WORDS_MAX);
        }
        return words;
    }
}
