package sparkgaia.spark;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a fit did and where its time went.
 *
 * @param seconds by phase: survey, read, open, clocks, flush, model
 * @param model the synchronisation that was used
 * @param metrics names of the numbers that the trainer reports
 * @param sums of these numbers over all workers, by clock from 0
 * @param waitedSeconds time that workers waited before a clock, added up, by cause
 */
public record TrainingReport(
        Map<String, Double> seconds,
        String model,
        List<String> regions,
        int workers,
        int tasks,
        long rows,
        int clocks,
        List<String> metrics,
        List<double[]> sums,
        List<Link> links,
        Map<String, Double> waitedSeconds,
        double computeSeconds)
        implements Serializable {

    /** What went over a link. */
    public record Link(String from, String to, long dataBytes, long controlBytes)
            implements Serializable {}

    public TrainingReport {
        seconds = new LinkedHashMap<>(seconds);
        waitedSeconds = new LinkedHashMap<>(waitedSeconds);
        regions = List.copyOf(regions);
        metrics = List.copyOf(metrics);
        sums = List.copyOf(sums);
        links = List.copyOf(links);
    }

    public double allSeconds() {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
