package sparkgaia.lab.swarm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A planted bug: places in the sources and what stands there instead. Blanks do not count when a place is looked for,
 * so formatting a source does not hide it.
 */
record Mutant(String name, String why, boolean isRare, List<Change> changes) {
    /** One place: in a source (below {@code sparkgaia/}), the lines there and those that replace them. */
    record Change(String source, String original, String replacement) {
        /** The source with the bug in it. */
        String plant(String text, String mutant) {
            var places = new ArrayList<Integer>();
            var dense = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                if (!Character.isWhitespace(text.charAt(i))) {
                    dense.append(text.charAt(i));
                    places.add(i);
                }
            }
            String wanted = original.replaceAll("\\s", "");
            int at = dense.indexOf(wanted);
            if (at < 0 || dense.indexOf(wanted, at + 1) >= 0) {
                throw new IllegalStateException(
                        "mutant \""
                                + mutant
                                + "\": the following stands "
                                + (at < 0 ? "nowhere" : "more than once")
                                + " in "
                                + source
                                + "; adapt mutants.txt to the source\n"
                                + original);
            }
            int end = places.get(at + wanted.length() - 1) + 1;
            return text.substring(0, places.get(at)) + replacement + text.substring(end);
        }
    }

    /** The sources that it touches, with the bug in them. */
    Map<String, String> plant(Map<String, String> sources) {
        var planted = new TreeMap<String, String>();
        for (Change change : changes) {
            String text = planted.getOrDefault(change.source, sources.get(change.source));
            if (text == null) {
                throw new IllegalStateException(
                        "mutant \"" + name + "\": there is no source " + change.source);
            }
            planted.put(change.source, change.plant(text, name));
        }
        return planted;
    }

    /** All of {@code mutants.txt}, in its order. */
    static List<Mutant> all() {
        try (InputStream file = Mutant.class.getResourceAsStream("/mutants.txt")) {
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new IllegalStateException("mutants.txt cannot be read", unreadable);
        }
    }

    static Mutant named(String name) {
        return all().stream()
                .filter(mutant -> mutant.name.equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("there is no mutant \"" + name + "\""));
    }

    private static List<Mutant> parse(String text) {
        var mutants = new ArrayList<Mutant>();
        for (String entry : text.split("(?m)^# ")) {
            if (!mutants.isEmpty() || !text.startsWith(entry)) {
                mutants.add(entry(entry.lines().toList()));
            }
        }
        return mutants;
    }

    private static Mutant entry(List<String> lines) {
        String why = "";
        boolean isRare = false;
        var changes = new ArrayList<Change>();
        String source = null;
        var original = new StringBuilder();
        var replacement = new StringBuilder();
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith("why: ")) {
                why = line.substring(5);
            } else if (line.startsWith("rare: ")) {
                isRare = true;
            } else if (line.startsWith("in: ")) {
                if (source != null) {
                    changes.add(new Change(source, original.toString(), replacement.toString()));
                }
                source = line.substring(4);
                original.setLength(0);
                replacement.setLength(0);
            } else if (line.startsWith("- ")) {
                original.append(line.substring(2)).append('\n');
            } else if (line.startsWith("+ ")) {
                replacement.append(line.substring(2)).append('\n');
            } else if (!line.isBlank()) {
                throw new IllegalStateException(
                        "mutants.txt: \"" + line + "\" in mutant \"" + lines.get(0) + "\"");
            }
        }
        changes.add(new Change(source, original.toString(), replacement.toString()));
        return new Mutant(lines.get(0), why, isRare, changes);
    }
}
