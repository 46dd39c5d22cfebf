package sparkgaia.core.golden;

import sparkgaia.core.Job;
import sparkgaia.core.message.Request;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What workers ask, from words such as {@code t0:+3,-1}: a request for each partition. */
final class Requests {
    private static final Pattern ROW = Pattern.compile("([a-z]+)(\\d+)(?::(.*))?");

    private final Job job;
    private final TreeMap<Integer, Integer> attempts = new TreeMap<>();
    private final TreeMap<Long, Long> asOf = new TreeMap<>();

    Requests(Job job) {
        this.job = job;
    }

    static int worker(Words words) {
        return Integer.parseInt(words.plain(1).substring(1));
    }

    private int attempt(Words words) {
        return words.number("attempt", attempts.getOrDefault(worker(words), 0));
    }

    /** From now on the worker's commands speak for this attempt, if they do not say another. */
    Request join(Words words) {
        attempts.put(worker(words), attempt(words));
        return new Request.Join(worker(words), attempt(words));
    }

    Request stage(Words words, int partition) {
        long weight = (long) (words.fraction("weight", 0) * (1L << 30));
        return new Request.Stage(
                worker(words),
                attempt(words),
                words.number("clock", 0),
                weight,
                rows(words.plainFrom(2), partition));
    }

    Request commit(Words words) {
        String save = words.option("save", null);
        long[] metrics = new long[job.metrics()];
        java.util.Arrays.fill(metrics, words.number("metrics", 0));
        return new Request.Commit(
                worker(words),
                attempt(words),
                words.number("clock", 0),
                metrics,
                words.option("patch", "").getBytes(StandardCharsets.UTF_8),
                save == null ? null : save.getBytes(StandardCharsets.UTF_8));
    }

    Request pull(Words words, int partition) {
        List<String> rows = List.of(words.option("rows", "").split(","));
        return new Request.Pull(
                worker(words),
                attempt(words),
                words.number("clock", 0),
                rows(rows, partition).ids(),
                !words.has("told"),
                words.has("changed") ? asOf.getOrDefault(place(worker(words), partition), 0L) : 0);
    }

    /** A worker has read as of this count. */
    void answered(int worker, int partition, long count) {
        asOf.put(place(worker, partition), count);
    }

    private long place(int worker, int partition) {
        return (long) partition * job.workers() + worker;
    }

    private Rows rows(List<String> words, int partition) {
        RowSpace space = job.space(partition);
        var rows = new TreeMap<Integer, int[]>();
        for (String word : words) {
            Matcher row = ROW.matcher(word);
            if (!row.matches()) {
                continue;
            }
            int id = space.id(table(row.group(1)), Integer.parseInt(row.group(2)));
            if (id >= 0) {
                rows.put(id, cells(row.group(3)));
            }
        }
        int[] ids = rows.keySet().stream().mapToInt(Integer::intValue).toArray();
        return ids.length == 0 ? Rows.EMPTY : new Rows(ids, rows.values().toArray(int[][]::new));
    }

    private int table(String name) {
        for (int table = 0; table < job.tables().size(); table++) {
            if (job.tables().get(table).name().equals(name)) {
                return table;
            }
        }
        throw new IllegalArgumentException("there is no table " + name);
    }

    private static int[] cells(String text) {
        return text == null
                ? new int[0]
                : List.of(text.split(",")).stream().mapToInt(Integer::parseInt).toArray();
    }
}
