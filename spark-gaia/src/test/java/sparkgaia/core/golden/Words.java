package sparkgaia.core.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A command: its name, its plain words and its {@code key=value} words. */
final class Words {
    private final String line;
    private final String name;
    private final List<String> plain = new ArrayList<>();
    private final TreeMap<String, String> options = new TreeMap<>();

    Words(String line) {
        this.line = line;
        String[] words = line.strip().split("\\s+");
        this.name = words[0];
        for (int i = 1; i < words.length; i++) {
            int at = words[i].indexOf('=');
            if (at < 0) {
                plain.add(words[i]);
            } else {
                options.put(words[i].substring(0, at), words[i].substring(at + 1));
            }
        }
    }

    String name() {
        return name;
    }

    /** The rest of the line, as a command of its own. */
    String rest() {
        return line.strip().substring(name.length()).strip();
    }

    String plain(int index) {
        if (index >= plain.size()) {
            throw new IllegalArgumentException(line + ": a word is missing");
        }
        return plain.get(index);
    }

    boolean has(String word) {
        return plain.contains(word);
    }

    List<String> plainFrom(int index) {
        return plain.subList(Math.min(index, plain.size()), plain.size());
    }

    boolean hasOption(String key) {
        return options.containsKey(key);
    }

    String option(String key, String otherwise) {
        return options.getOrDefault(key, otherwise);
    }

    int number(String key, int otherwise) {
        return options.containsKey(key) ? Integer.parseInt(options.get(key)) : otherwise;
    }

    double fraction(String key, double otherwise) {
        return options.containsKey(key) ? Double.parseDouble(options.get(key)) : otherwise;
    }

    long nanos(String key, long otherwise) {
        return options.containsKey(key) ? nanos(options.get(key)) : otherwise;
    }

    /** A time such as 5s or 200ms. */
    static long nanos(String text) {
        return text.endsWith("ms")
                ? Long.parseLong(text.substring(0, text.length() - 2)) * 1_000_000
                : Long.parseLong(text.substring(0, text.length() - 1)) * 1_000_000_000;
    }
}
