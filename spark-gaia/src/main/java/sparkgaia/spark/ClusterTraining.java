package sparkgaia.spark;

import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;

import sparkgaia.wire.JobDescription;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * One fit whose executors are in several regions: one stage that counts and one that trains, each of which reads files in
 * their own region only. Blocks until it is over.
 */
final class ClusterTraining {
    private static final int SAVE_EVERY_CLOCKS = 10;
    private static final int RUN_LENGTH = 8;

    private final Dataset<?> data;
    private final Input input;
    private final TrainingSettings settings;
    private final SparkContext spark;
    private final Phases phases = new Phases();
    private final String run;
    private int jobs;

    ClusterTraining(Dataset<?> data, Input input, TrainingSettings settings) {
        this.data = data;
        this.input = input;
        this.settings = settings;
        this.spark = data.sparkSession().sparkContext();
        String unique = UUID.randomUUID().toString().substring(0, RUN_LENGTH);
        this.run = settings.name() + "-" + unique;
    }

    Trained run(List<Column> counted, Function<Facts, ? extends Recipe<?, ?>> make) {
        input.check(data.schema());
        ExecutorRegions executors = ClusterCheck.executors(spark);
        RegionPaths paths = ClusterCheck.paths(settings, spark.hadoopConfiguration());
        var regionData = new RegionData(data, paths);
        var traffic = new Traffic(run);
        spark.addSparkListener(traffic);
        TrainingBoard board = executors.runs().begin(run);
        try (var stage = new RegionStage(spark, executors, run)) {
            Facts facts = new ClusterSurvey(input, regionData, counted).look(stage);
            jobs++;
            phases.mark("survey");
            ClusterCheck.checkRows(paths, facts.rows().keySet());
            Recipe<?, ?> recipe = make.apply(facts);
            try (var progress =
                    TrainingProgress.of(
                            spark.conf(),
                            ProgressLine.of(
                                    recipe,
                                    settings.epochs(),
                                    board,
                                    () -> ProgressLine.UNKNOWN))) {
                progress.start();
                return train(recipe, facts, regionData, stage, traffic);
            }
        } catch (IOException e) {
            throw new IllegalStateException("training could not begin: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("fit was interrupted", e);
        } finally {
            executors.runs().end(run);
            spark.removeSparkListener(traffic);
        }
    }

    private <R, S> Trained train(
            Recipe<R, S> recipe,
            Facts facts,
            RegionData regionData,
            RegionStage stage,
            Traffic traffic)
            throws IOException, InterruptedException {
        traffic.await(jobs);
        long surveyBytes = traffic.resultBytes();
        var regions = List.copyOf(facts.rows().keySet());
        int slots = new Slots(spark, stage.executors()).await(regions);
        Placement placement = Placement.of(regions, settings.workersPerRegion(), slots);
        JobDescription description = JobOf.describe(settings, run, recipe, placement);
        var spec =
                new TaskSpec<>(
                        run,
                        recipe,
                        description.text(),
                        placement,
                        settings.seed(),
                        facts.allRows(),
                        SAVE_EVERY_CLOCKS,
                        true);
        RegionRows rows =
                regionData.rows(
                        PlacedRows.columns(regionData.data(), input, placement.workersPerRegion()));
        PinnedWriter pinned = pinned(recipe, regions);
        var work = new ClusterWork<>(spec, input.fields().size(), pinned);
        List<RegionTask.End> ends =
                stage.run(rows, work, given -> ((ShardEnd) given).course().failure);
        jobs++;
        stage.executors().runs().end(run, regions);
        var course = new Course(description.job().metrics());
        ends.forEach(end -> course.add(((ShardEnd) end.result()).course()));
        phases.markAt("read", course.readMillis);
        phases.markAt("open", course.openMillis);
        phases.mark("epochs");
        traffic.await(jobs);
        Locality locality = locality(traffic, surveyBytes, stage.executors(), ends, rows);
        TrainedTables tables = tables(description, ends);
        phases.mark("model");
        TrainingReport report =
                JobOf.report(
                        spec,
                        description,
                        phases,
                        course,
                        facts,
                        tallies(ends),
                        digests(ends),
                        locality);
        return new Trained(
                facts,
                tables,
                null,
                report,
                locality,
                pinned == null ? null : new Pinned(pinned.folders(), pinned.schema()));
    }

    private PinnedWriter pinned(Recipe<?, ?> recipe, List<String> regions) throws IOException {
        if (recipe.kept() == null) {
            return null;
        }
        RegionPaths given = RegionPaths.parse("pinnedPath", settings.pinnedPath());
        var folders = new TreeMap<String, String>();
        for (String region : regions) {
            List<String> of = given.of(region);
            if (of.size() != 1) {
                throw new IllegalArgumentException(
                        "what this model keeps of its shards may not leave region "
                                + region
                                + ": set pinnedPath to one folder of each region, such as "
                                + region
                                + "=s3a://bucket-"
                                + region
                                + "/models");
            }
            folders.put(region, new Path(of.get(0), run).toString());
        }
        SparkSession session = data.sparkSession();
        return PinnedWriter.of(session, folders, recipe.kept());
    }

    private static Locality locality(
            Traffic traffic,
            long surveyBytes,
            ExecutorRegions executors,
            List<RegionTask.End> ends,
            RegionRows rows) {
        long foreign = 0;
        for (RegionTask.End end : ends) {
            String told = executors.regionOf(end.executor());
            if (told != null && !told.equals(end.region())) {
                foreign += rows.of(end.region()).size();
            }
        }
        return new Locality(traffic.shuffleBytes(), traffic.remoteBlocks(), surveyBytes, foreign);
    }

    private static List<RegionTally> tallies(List<RegionTask.End> ends) {
        var tallies = new TreeMap<String, RegionTally>();
        for (RegionTask.End end : ends) {
            RegionTally tally = ((ShardEnd) end.result()).tally();
            if (tally != null) {
                tallies.put(end.region(), tally);
            }
        }
        return List.copyOf(tallies.values());
    }

    private static SortedMap<String, String> digests(List<RegionTask.End> ends) {
        var digests = new TreeMap<String, String>();
        for (RegionTask.End end : ends) {
            String digest = ((ShardEnd) end.result()).digest();
            if (digest != null) {
                digests.put(end.region(), digest);
            }
        }
        return digests;
    }

    private static TrainedTables tables(JobDescription description, List<RegionTask.End> ends) {
        var found = new ArrayList<int[][][]>();
        for (RegionTask.End end : ends) {
            int[][][] cells = ((ShardEnd) end.result()).cells();
            if (cells != null) {
                found.add(cells);
            }
        }
        return new TrainedTables(description.job().tables(), found.get(0));
    }
}
