package sparkgaia.train.mf;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The settings of a factorisation by name, as a description of a job has them; all of them, and no others. */
public final class MfFields {
    /** How a job's description calls this trainer. */
    public static final String KIND = "mf";

    private final TreeMap<String, String> fields;

    private MfFields(Map<String, String> fields) {
        this.fields = new TreeMap<>(fields);
    }

    /** The settings without the trainer's kind. */
    public static TreeMap<String, String> of(MfSettings settings) {
        var fields = new TreeMap<String, String>();
        fields.put("users", String.valueOf(settings.users()));
        fields.put("items", String.valueOf(settings.items()));
        fields.put("rank", String.valueOf(settings.rank()));
        fields.put("lambda", String.valueOf(settings.penalty().lambda()));
        fields.put("lambda-is-weighted", String.valueOf(settings.penalty().isWeighted()));
        fields.put("rate", String.valueOf(settings.steps().first()));
        fields.put("rate-left", String.valueOf(settings.steps().lastPart()));
        fields.put("cap", String.valueOf(settings.steps().capPerEpoch()));
        fields.put("epochs", String.valueOf(settings.pace().epochs()));
        fields.put("clocks-per-epoch", String.valueOf(settings.pace().clocksPerEpoch()));
        fields.put("lambda-is-of-ratings", String.valueOf(settings.penalty().isOfRatings()));
        fields.put("form", word(settings.form()));
        fields.put("user-factors", word(settings.userFactors()));
        fields.put("held-out", String.valueOf(settings.heldOut()));
        fields.put("seed", String.valueOf(settings.seed()));
        return fields;
    }

    /** Refuses with {@link IllegalArgumentException} what is missing, unknown or not what it should be. */
    public static MfSettings read(Map<String, String> named) {
        var fields = new MfFields(named);
        var size =
                new MfSettings.Size(
                        fields.integer("users"), fields.integer("items"), fields.integer("rank"));
        var penalty =
                new MfSettings.Penalty(
                        fields.real("lambda"),
                        fields.flag("lambda-is-weighted"),
                        fields.flag("lambda-is-of-ratings"));
        var steps =
                new MfSettings.Steps(
                        fields.real("rate"), fields.real("rate-left"), fields.real("cap"));
        var pace =
                new MfSettings.Pace(fields.integer("epochs"), fields.integer("clocks-per-epoch"));
        var settings =
                new MfSettings(
                        size,
                        penalty,
                        steps,
                        pace,
                        fields.word("form", MfSettings.Form.values()),
                        fields.word("user-factors", MfSettings.UserFactors.values()),
                        fields.real("held-out"),
                        fields.whole("seed"));
        if (!fields.fields.isEmpty()) {
            throw new IllegalArgumentException(
                    "trainer." + fields.fields.firstKey() + " is no setting of " + KIND);
        }
        return settings;
    }

    private String text(String name) {
        String value = fields.remove(name);
        if (value == null) {
            throw new IllegalArgumentException("trainer." + name + " is missing");
        }
        return value;
    }

    private static IllegalArgumentException wrong(String name, String value, String wanted) {
        return new IllegalArgumentException(
                "trainer." + name + " is \"" + value + "\", but has to be " + wanted);
    }

    private int integer(String name) {
        String value = text(name);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw wrong(name, value, "a whole number");
        }
    }

    private long whole(String name) {
        String value = text(name);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw wrong(name, value, "a whole number");
        }
    }

    private double real(String name) {
        String value = text(name);
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw wrong(name, value, "a number");
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private <E extends Enum<E>> E word(String name, E[] values) {
        String text = text(name);
        for (E value : values) {
            if (word(value).equals(text)) {
                return value;
            }
        }
        var words = Arrays.stream(values).map(MfFields::word).collect(Collectors.joining(", "));
        throw wrong(name, text, "one of " + words);
    }

    private boolean flag(String name) {
        String value = text(name);
        if (!value.equals("true") && !value.equals("false")) {
            throw wrong(name, value, "true or false");
        }
        return value.equals("true");
    }
}
