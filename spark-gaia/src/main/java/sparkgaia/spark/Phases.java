package sparkgaia.spark;

import java.util.LinkedHashMap;
import java.util.Map;

/** A stop-watch for the phases of a fit, one after the other. */
final class Phases {
    private final LinkedHashMap<String, Double> seconds = new LinkedHashMap<>();
    private long lastMillis = System.currentTimeMillis();

    /** What has passed since the last mark was this phase. */
    void mark(String phase) {
        markAt(phase, System.currentTimeMillis());
    }

    void markAt(String phase, long millis) {
        long end = Math.max(lastMillis, millis);
        seconds.merge(phase, (end - lastMillis) / 1e3, Double::sum);
        lastMillis = end;
    }

    Map<String, Double> seconds() {
        return seconds;
    }
}
