package sparkgaia.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

import sparkgaia.lab.run.html.HtmlReport;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a fit did and where its time went.
 *
 * @param model the synchronisation that was used
 * @param clocks the last clock
 * @param seconds by phase, in order: survey, read, open, clock 0, epochs, flush, model
 * @param metrics names of the numbers that the trainer reports
 * @param sums of these numbers over all workers, by clock from 0, each as the workers had it on their regions' own copies
 * @param waitedSeconds time that workers waited before a clock, added up, by cause
 * @param computeSeconds time that workers computed, added up
 * @param digests of the shared tables, as each region had them in the end
 * @param locality where records were read, if executors were in several regions; else null
 */
public record TrainingReport(
        String model,
        List<String> regions,
        int workers,
        int tasks,
        long rows,
        int clocks,
        Map<String, Double> seconds,
        List<String> metrics,
        List<double[]> sums,
        List<Link> links,
        Map<String, Double> waitedSeconds,
        double computeSeconds,
        SortedMap<String, String> digests,
        Locality locality)
        implements Serializable {
    private static final StructType SCHEMA =
            new StructType()
                    .add("what", DataTypes.StringType, false)
                    .add("about", DataTypes.StringType, false)
                    .add("clock", DataTypes.IntegerType, true)
                    .add("value", DataTypes.DoubleType, false);

    /**
     * What went over a link.
     *
     * @param rowsLeft by table
     * @param heldBack the part of changed rows that were not sent as such, but later together with others; of all links
     *     of the region that sends
     */
    public record Link(
            String from,
            String to,
            long dataBytes,
            long controlBytes,
            Map<String, Long> rowsLeft,
            double heldBack)
            implements Serializable {
        public Link {
            rowsLeft = new LinkedHashMap<>(rowsLeft);
        }
    }

    public TrainingReport {
        seconds = new LinkedHashMap<>(seconds);
        waitedSeconds = new LinkedHashMap<>(waitedSeconds);
        regions = List.copyOf(regions);
        metrics = List.copyOf(metrics);
        sums = List.copyOf(sums);
        links = List.copyOf(links);
        digests = new TreeMap<>(digests);
    }

    /** Whether all regions ended with the same tables, to the last bit. */
    public boolean regionsAgree() {
        return digests.values().stream().distinct().count() == 1;
    }

    public double allSeconds() {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** A page to look at: whole in itself. */
    public String toHtml() {
        return HtmlReport.of(new ReportPage(this).page());
    }

    /** Everything in rows: what is told, about what, of which clock if of one, and the number. */
    public Dataset<Row> toDataFrame(SparkSession session) {
        var rows = new ArrayList<Row>();
        seconds.forEach((phase, of) -> rows.add(row("seconds", phase, null, of)));
        for (int clock = 0; clock < sums.size(); clock++) {
            for (int metric = 0; metric < metrics.size(); metric++) {
                rows.add(row("metric", metrics.get(metric), clock, sums.get(clock)[metric]));
            }
        }
        for (Link link : links) {
            String name = link.from + " to " + link.to;
            rows.add(row("data bytes", name, null, link.dataBytes));
            rows.add(row("control bytes", name, null, link.controlBytes));
            rows.add(row("held back", name, null, link.heldBack));
            link.rowsLeft.forEach(
                    (table, of) -> rows.add(row("rows left", name + ": " + table, null, of)));
        }
        waitedSeconds.forEach((cause, of) -> rows.add(row("seconds waited", cause, null, of)));
        if (locality != null) {
            rows.add(row("locality", "shuffle bytes", null, locality.shuffleBytes()));
            rows.add(row("locality", "remote blocks", null, locality.remoteBlocks()));
            rows.add(row("locality", "survey bytes", null, locality.surveyBytes()));
            rows.add(row("locality", "foreign reads", null, locality.foreignReads()));
        }
        rows.add(row("seconds computed", "workers", null, computeSeconds));
        return session.createDataFrame(rows, SCHEMA);
    }

    private static Row row(String what, String about, Integer clock, double value) {
        return RowFactory.create(what, about, clock, value);
    }

    /** In one line. */
    @Override
    public String toString() {
        return String.format(
                "%d rows in %d regions, %d workers in %d tasks, %s, %d clocks in %.1f s",
                rows, regions.size(), workers, tasks, model, clocks, allSeconds());
    }
}
