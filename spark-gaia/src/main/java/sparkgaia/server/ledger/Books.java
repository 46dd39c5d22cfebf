package sparkgaia.server.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Running totals: they follow from the records alone, so whoever reads the records can check them. Not for two threads. */
final class Books {
    static final String OTHER_JOBS = "*";

    /** Beyond these the pair that has been silent longest is added to {@link #OTHER_JOBS}. */
    static final int PAIRS_MAX = 256;

    private record Pair(String job, String receiver) {}

    /** The pair that was counted last comes last. */
    private final LinkedHashMap<Pair, Total> totals = new LinkedHashMap<>();

    private final TreeMap<String, Long> bytesOfDay = new TreeMap<>();
    private String day = "";

    void count(Instant time, Egress egress) {
        String now = dayOf(time);
        if (!now.equals(day)) {
            day = now;
            bytesOfDay.clear();
        }
        if (egress.kind().isData()) {
            bytesOfDay.merge(egress.receiver(), egress.bytes(), Long::sum);
        }
        add(
                new Total(
                        egress.job(),
                        egress.receiver(),
                        egress.frames(),
                        egress.rowsOfAll(),
                        egress.bytes(),
                        egress.isRepeat() ? 1 : 0));
    }

    static String dayOf(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
    }

    private void add(Total more) {
        var pair = new Pair(more.job(), more.receiver());
        Total before = totals.remove(pair);
        totals.put(pair, before == null ? more : before.plus(more));
        boolean isFolding = true;
        while (isFolding && totals.size() > PAIRS_MAX) {
            isFolding = fold();
        }
    }

    private boolean fold() {
        for (Map.Entry<Pair, Total> eldest : totals.entrySet()) {
            if (!eldest.getKey().job().equals(OTHER_JOBS)) {
                Total old = totals.remove(eldest.getKey());
                var others = new Pair(OTHER_JOBS, old.receiver());
                Total moved =
                        new Total(
                                OTHER_JOBS,
                                old.receiver(),
                                old.frames(),
                                old.rows(),
                                old.bytes(),
                                old.repeats());
                totals.merge(others, moved, Total::plus);
                return true;
            }
        }
        return false;
    }

    /** Data bytes to a region on the day of this time, as far as records of that day came last. */
    long bytesOfDay(Instant time, String receiver) {
        return dayOf(time).equals(day) ? bytesOfDay.getOrDefault(receiver, 0L) : 0;
    }

    List<Total> totals() {
        return List.copyOf(totals.values());
    }

    Content.FileBegun begun(String region, int file) {
        return new Content.FileBegun(
                Line.FORMAT,
                region,
                file,
                day,
                new TreeMap<>(bytesOfDay),
                new ArrayList<>(totals.values()));
    }

    static Books of(Content.FileBegun begun) {
        var books = new Books();
        books.day = begun.day();
        books.bytesOfDay.putAll(begun.bytesOfDay());
        for (Total total : begun.totals()) {
            books.totals.put(new Pair(total.job(), total.receiver()), total);
        }
        return books;
    }
}
