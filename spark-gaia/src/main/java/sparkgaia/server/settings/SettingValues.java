package sparkgaia.server.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The values of all settings, as given or by default. Whatever is unknown, given twice, missing or not what it should be
 * is refused by name. Immutable.
 */
public final class SettingValues {
    private static final int NAME_SHOWN_MAX = 100;
    private static final int VALUE_SHOWN_MAX = 60;

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, String> shown = new LinkedHashMap<>();
    private final Map<String, Given> given = new LinkedHashMap<>();
    private final TreeSet<String> regions = new TreeSet<>();
    private final String origin;
    private final String prefix;

    private SettingValues(String origin, String prefix) {
        this.origin = origin;
        this.prefix = prefix;
    }

    /**
     * @param origin what the settings come from, for messages
     * @param prefix what stands before every name there, for messages
     * @param base the folder that relative paths are below
     */
    public static SettingValues conclude(
            String origin, String prefix, Path base, List<Section> sections, List<Given> given) {
        var concluded = new SettingValues(origin, prefix);
        var known =
                sections.stream()
                        .<Setting<?>>flatMap(section -> section.settings().stream())
                        .toList();
        for (Given one : given) {
            concluded.take(one, known);
        }
        for (Setting<?> setting : known) {
            if (!setting.isPerRegion()) {
                concluded.put(setting, setting.name(), base);
            }
        }
        for (String region : concluded.regions) {
            for (Setting<?> setting : known) {
                if (setting.isPerRegion()) {
                    concluded.put(setting, setting.nameFor(region), base);
                }
            }
        }
        return concluded;
    }

    private void take(Given one, List<Setting<?>> known) {
        Given before = given.putIfAbsent(one.name(), one);
        if (before != null) {
            throw new BadSettings(
                    one.where()
                            + ": "
                            + prefix
                            + one.name()
                            + " is given again, first at "
                            + before.where()
                            + "; delete one of them");
        }
        for (Setting<?> setting : known) {
            if (setting.isPerRegion()) {
                String region = regionIn(one.name(), setting);
                if (region != null) {
                    checkRegion(region, one);
                    regions.add(region);
                    return;
                }
            } else if (setting.name().equals(one.name())) {
                return;
            }
        }
        throw new BadSettings(
                one.where()
                        + ": unknown setting "
                        + shown(prefix + one.name(), NAME_SHOWN_MAX)
                        + nearest(one.name(), known));
    }

    private static void checkRegion(String region, Given one) {
        try {
            Kind.region(region);
        } catch (BadValue e) {
            throw new BadSettings(
                    one.where() + ": " + shown(region, NAME_SHOWN_MAX) + " " + e.getMessage());
        }
    }

    /** The region's name in such a setting's, or null if it is not such a one. */
    private static String regionIn(String name, Setting<?> setting) {
        int at = setting.name().indexOf(Setting.REGION);
        String head = setting.name().substring(0, at);
        String tail = setting.name().substring(at + Setting.REGION.length());
        boolean fits =
                name.length() > head.length() + tail.length()
                        && name.startsWith(head)
                        && name.endsWith(tail);
        return fits ? name.substring(head.length(), name.length() - tail.length()) : null;
    }

    private String nearest(String name, List<Setting<?>> known) {
        if (name.length() > NAME_SHOWN_MAX) {
            return "";
        }
        var candidates = new ArrayList<String>();
        for (Setting<?> setting : known) {
            String candidate = setting.name();
            if (setting.isPerRegion()) {
                String head = candidate.substring(0, candidate.indexOf(Setting.REGION));
                int end = name.lastIndexOf('.');
                if (name.startsWith(head) && end > head.length()) {
                    candidate = setting.nameFor(name.substring(head.length(), end));
                }
            }
            candidates.add(candidate);
        }
        return "; the nearest is \"" + prefix + Nearest.of(name, candidates) + "\"";
    }

    private void put(Setting<?> setting, String name, Path base) {
        Given written = given.get(name);
        if (written == null && setting.isRequired()) {
            throw new BadSettings(
                    origin
                            + ": "
                            + prefix
                            + name
                            + " is missing; add a line such as \""
                            + prefix
                            + name
                            + " = "
                            + setting.example()
                            + "\"");
        }
        values.put(
                name,
                written == null
                        ? setting.kind().parse(setting.fallback(), base)
                        : parsed(setting, written, base));
        boolean isHidden =
                written != null
                        && setting.kind().isSecret()
                        && !written.value().equals(setting.fallback());
        String text = written == null ? setting.fallback() : written.value();
        shown.put(name, isHidden ? Secret.SHOWN : text);
    }

    private Object parsed(Setting<?> setting, Given written, Path base) {
        String value = written.value();
        try {
            if (value.isEmpty()) {
                throw new BadValue("has no value");
            }
            return setting.kind().parse(value, base);
        } catch (BadValue e) {
            boolean isShown = !value.isEmpty() && !setting.kind().isSecret();
            throw new BadSettings(
                    written.where()
                            + ": "
                            + prefix
                            + written.name()
                            + (isShown ? " = " + shown(value, VALUE_SHOWN_MAX) : "")
                            + " "
                            + e.getMessage()
                            + "; give "
                            + setting.kind().words()
                            + (value.contains(" #") ? " (a comment needs a line of its own)" : ""));
        }
    }

    private static String shown(String text, int max) {
        return '"' + (text.length() > max ? text.substring(0, max) + "..." : text) + '"';
    }

    public <T> T get(Setting<T> setting) {
        return setting.cast(value(setting.name()));
    }

    public <T> T get(Setting<T> setting, String region) {
        return setting.cast(value(setting.nameFor(region)));
    }

    private Object value(String name) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("there is no setting " + name);
        }
        return values.get(name);
    }

    /** The regions that settings were given for, by name. */
    public List<String> regions() {
        return List.copyOf(regions);
    }

    /** A setting, where it stands and what it is, as messages about it begin. */
    public String told(String name) {
        String where = given.containsKey(name) ? given.get(name).where() : origin;
        return where + ": " + prefix + name + " = " + shown.get(name);
    }

    /** All settings as they were written or are by default, secrets as {@code ***}. */
    public Map<String, String> shown() {
        return new LinkedHashMap<>(shown);
    }
}
