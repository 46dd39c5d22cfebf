package sparkgaia.lab.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who waited for what, and how long in all. */
final class Waits {
    private static final int TOLD_MAX = 12;

    private final TreeMap<String, Wait> open = new TreeMap<>();
    private final TreeMap<String, Long> sums = new TreeMap<>();

    private record Wait(String text, long sinceNanos) {}

    /** Takes in what a place waits for now; returns what it had not waited for before. */
    List<String> at(long nanos, String place, List<String> texts) {
        var news = new ArrayList<String>();
        var now = new TreeSet<String>();
        for (String text : texts) {
            String key = place + ": " + text;
            now.add(key);
            if (!open.containsKey(key)) {
                open.put(key, new Wait(place + " waited for " + cause(text), nanos));
                news.add(text);
            }
        }
        for (String key : List.copyOf(open.subMap(place + ": ", place + ";").keySet())) {
            if (!now.contains(key)) {
                Wait over = open.remove(key);
                sums.merge(over.text, nanos - over.sinceNanos, Long::sum);
            }
        }
        return news;
    }

    /** What is waited for, without who waits and for which clock. */
    private static String cause(String text) {
        int at = text.indexOf(" for ");
        return at < 0 ? "another partition of its own region" : text.substring(at + 5);
    }

    /** The longest, longest first. */
    List<String> sums() {
        return sums.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(
                        Comparator.comparing((Map.Entry<String, Long> entry) -> entry.getValue())
                                .reversed()
                                .thenComparing(Map.Entry::getKey))
                .limit(TOLD_MAX)
                .map(entry -> FaultWords.seconds(entry.getValue()) + "  " + entry.getKey())
                .toList();
    }
}
