package sparkgaia.server.meters;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lets so many different values of a label through; what comes later is {@code other}. Safe to share. */
final class BoundedLabels {
    static final String OTHER = "other";
    private static final int LENGTH_MAX = 64;

    private final int max;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    BoundedLabels(int max) {
        this.max = max;
    }

    String of(String label) {
        if (known.contains(label)) {
            return label;
        }
        if (label.length() > LENGTH_MAX) {
            return OTHER;
        }
        synchronized (known) {
            return known.size() < max && known.add(label) || known.contains(label) ? label : OTHER;
        }
    }

    /** As a constant of an enum is written on the page. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    void forget(String label) {
        known.remove(label);
    }
}
