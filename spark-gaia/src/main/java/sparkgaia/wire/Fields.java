package sparkgaia.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Named values in order, each taken once: what nobody has taken in the end does not belong there. */
final class Fields {
    static final int FIELDS_MAX = 100_000;

    private final LinkedHashMap<String, String> values;

    private Fields(LinkedHashMap<String, String> values) {
        this.values = values;
    }

    static String text(Map<String, String> fields) {
        var text = new StringBuilder();
        fields.forEach((name, value) -> text.append(name).append(" = ").append(value).append('\n'));
        return text.toString();
    }

    static Fields parse(String text) throws BadJob {
        var values = new LinkedHashMap<String, String>();
        for (String line : text.split("\n")) {
            int at = line.indexOf(" = ");
            if (at <= 0) {
                throw new BadJob("\"" + shortened(line) + "\" is not 'name = value'");
            }
            if (values.put(line.substring(0, at), line.substring(at + 3)) != null) {
                throw new BadJob(shortened(line.substring(0, at)) + " is there twice");
            }
            if (values.size() > FIELDS_MAX) {
                throw new BadJob("more than " + FIELDS_MAX + " fields");
            }
        }
        return new Fields(values);
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name) throws BadJob {
        String value = values.remove(name);
        if (value == null) {
            throw new BadJob(name + " is missing");
        }
        return value;
    }

    long number(String name, long min, long max) throws BadJob {
        return number(name, text(name), min, max);
    }

    int integer(String name, int min, int max) throws BadJob {
        return (int) number(name, min, max);
    }

    static long number(String name, String value, long min, long max) throws BadJob {
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException none) {
            throw wrong(name, value);
        }
        throw new BadJob(name + " is " + value + ", allowed are " + min + " to " + max);
    }

    double real(String name) throws BadJob {
        return real(name, text(name));
    }

    static double real(String name, String value) throws BadJob {
        try {
            double number = Double.parseDouble(value);
            if (!Double.isNaN(number)) {
                return number;
            }
        } catch (NumberFormatException none) {
            throw wrong(name, value);
        }
        throw wrong(name, value);
    }

    boolean flag(String name) throws BadJob {
        String value = text(name);
        if (!value.equals("true") && !value.equals("false")) {
            throw wrong(name, value);
        }
        return value.equals("true");
    }

    <E extends Enum<E>> E one(String name, Class<E> of) throws BadJob {
        String value = text(name);
        for (E each : of.getEnumConstants()) {
            if (word(each).equals(value)) {
                return each;
            }
        }
        throw wrong(name, value);
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT);
    }

    List<String> list(String name) throws BadJob {
        return List.of(text(name).split(","));
    }

    /** What is left under names that begin like this, without that beginning. */
    LinkedHashMap<String, String> rest(String prefix) {
        var taken = new LinkedHashMap<String, String>();
        for (String name : new ArrayList<>(values.keySet())) {
            if (name.startsWith(prefix)) {
                taken.put(name.substring(prefix.length()), values.remove(name));
            }
        }
        return taken;
    }

    void end() throws BadJob {
        if (!values.isEmpty()) {
            throw new BadJob(shortened(values.keySet().iterator().next()) + " is unknown");
        }
    }

    static BadJob wrong(String name, String value) {
        return new BadJob(name + " cannot be " + shortened(value));
    }
}
