package sparkgaia.lab.wan;

import sparkgaia.core.table.Range;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Regions, and for each ordered pair of them the bandwidth in Mb/s and the one-way latency in ms. A row sends, a column
 * receives. Immutable.
 */
public final class Wan {
    public static final double LAN_MBPS = 1000;
    public static final double LAN_LATENCY_MS = 0.25;

    private final List<String> names;
    private final double[][] mbps;
    private final double[][] latencyMs;

    private Wan(List<String> names, double[][] mbps, double[][] latencyMs) {
        this.names = List.copyOf(names);
        this.mbps = mbps;
        this.latencyMs = latencyMs;
    }

    /** These regions in one data centre. */
    public static Wan lan(List<String> names) {
        return uniform(names, LAN_MBPS, LAN_LATENCY_MS);
    }

    /** Regions A, B, ... that all have the same between them. */
    public static Wan uniform(int regions, double mbps, double latencyMs) {
        var names = new ArrayList<String>();
        for (int region = 0; region < regions; region++) {
            names.add(regions <= 26 ? String.valueOf((char) ('A' + region)) : "R" + region);
        }
        return uniform(names, mbps, latencyMs);
    }

    private static Wan uniform(List<String> names, double mbps, double latencyMs) {
        Range.check("regions", names.size(), 1, Matrix.REGIONS_MAX);
        Range.check("bandwidth in Mb/s", mbps, 1e-6, 1e9);
        Range.check("latency in ms", latencyMs, 0, 1e9);
        double[][] rates = new double[names.size()][names.size()];
        double[][] latencies = new double[names.size()][names.size()];
        for (int from = 0; from < names.size(); from++) {
            Arrays.fill(rates[from], mbps);
            Arrays.fill(latencies[from], latencyMs);
        }
        return new Wan(names, rates, latencies);
    }

    /**
     * From the texts of two CSV files: bandwidths in Mb/s and one-way latencies in ms, for the same regions. The names
     * of the files are for messages.
     */
    public static Wan parse(
            String bandwidthFile, String bandwidth, String latencyFile, String latency) {
        Matrix rates = Matrix.parse(bandwidthFile, bandwidth, Matrix.Unit.MBPS);
        Matrix latencies = Matrix.parse(latencyFile, latency, Matrix.Unit.MILLIS);
        if (!rates.names().equals(latencies.names())) {
            throw new BadWan(
                    latencyFile
                            + " line 1: regions "
                            + latencies.names()
                            + " are not those of "
                            + bandwidthFile
                            + ", "
                            + rates.names());
        }
        return new Wan(rates.names(), rates.entries(), latencies.entries());
    }

    /** From the text of a CSV file with bandwidths; latencies are the same between all regions. */
    public static Wan parse(String bandwidthFile, String bandwidth, double latencyMs) {
        Matrix rates = Matrix.parse(bandwidthFile, bandwidth, Matrix.Unit.MBPS);
        double[][] latencies = uniform(rates.names(), LAN_MBPS, latencyMs).latencyMs;
        return new Wan(rates.names(), rates.entries(), latencies);
    }

    /** Some of the regions, in this order. */
    public Wan of(String... some) {
        int[] at = new int[some.length];
        for (int i = 0; i < some.length; i++) {
            at[i] = names.indexOf(some[i]);
            if (at[i] < 0) {
                throw new BadWan(
                        "there is no region \""
                                + some[i]
                                + "\"; there are "
                                + String.join(", ", names));
            }
            for (int j = 0; j < i; j++) {
                if (at[j] == at[i]) {
                    throw new BadWan("region \"" + some[i] + "\" is asked for twice");
                }
            }
        }
        return select(at);
    }

    /** The first regions. */
    public Wan first(int count) {
        if (count < 1 || count > names.size()) {
            throw new BadWan(count + " regions asked for, there are " + names.size());
        }
        int[] at = new int[count];
        Arrays.setAll(at, region -> region);
        return select(at);
    }

    private Wan select(int[] at) {
        var some = new ArrayList<String>();
        double[][] rates = new double[at.length][at.length];
        double[][] latencies = new double[at.length][at.length];
        for (int from = 0; from < at.length; from++) {
            some.add(names.get(at[from]));
            for (int to = 0; to < at.length; to++) {
                rates[from][to] = mbps[at[from]][at[to]];
                latencies[from][to] = latencyMs[at[from]][at[to]];
            }
        }
        return new Wan(some, rates, latencies);
    }

    /** Every bandwidth times a factor, the diagonal too: one number that fits a network to a machine's speed. */
    public Wan scaled(double factor) {
        Range.check("bandwidth factor", factor, 1e-6, 1e6);
        double[][] rates = new double[mbps.length][];
        for (int from = 0; from < rates.length; from++) {
            rates[from] = Arrays.stream(mbps[from]).map(rate -> rate * factor).toArray();
        }
        return new Wan(names, rates, latencyMs);
    }

    public int size() {
        return names.size();
    }

    public List<String> names() {
        return names;
    }

    public double mbps(int from, int to) {
        return mbps[from][to];
    }

    public double latencyMs(int from, int to) {
        return latencyMs[from][to];
    }

    public long bytesPerSecond(int from, int to) {
        return Math.max(1, Math.round(mbps[from][to] * 1e6 / 8));
    }

    public long latencyNanos(int from, int to) {
        return Math.round(latencyMs[from][to] * 1e6);
    }
}
