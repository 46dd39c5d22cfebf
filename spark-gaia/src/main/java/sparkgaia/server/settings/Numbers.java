package sparkgaia.server.settings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with and without units, read exactly. */
final class Numbers {
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
    private static final Pattern MEASURE =
            Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?) ?([A-Za-z/]+)?");

    private Numbers() {}

    static long whole(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new BadValue("is not a whole number");
        }
        return Long.parseLong(text);
    }

    /** A number and one of the units, as so many of the smallest; less than one of it counts as one. */
    static long measure(String text, Units units) {
        Matcher matcher = MEASURE.matcher(text);
        if (!matcher.matches()) {
            throw new BadValue("is not a number with a unit");
        }
        String unit = matcher.group(2);
        if (unit == null) {
            throw new BadValue("has no unit; units are " + units);
        }
        BigDecimal factor = units.byName.get(unit);
        if (factor == null) {
            throw new BadValue("has the unknown unit \"" + unit + "\"; units are " + units);
        }
        BigDecimal value =
                new BigDecimal(matcher.group(1)).multiply(factor).setScale(0, RoundingMode.CEILING);
        if (value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new BadValue("is too large");
        }
        return value.longValueExact();
    }

    /** Names of units and how many of the smallest each is; the order is the order in messages. */
    static final class Units {
        private final Map<String, BigDecimal> byName = new LinkedHashMap<>();

        Units and(String name, String factor) {
            byName.put(name, new BigDecimal(factor));
            return this;
        }

        @Override
        public String toString() {
            return String.join(", ", byName.keySet());
        }
    }
}
