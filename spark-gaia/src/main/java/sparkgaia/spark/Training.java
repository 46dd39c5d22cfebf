package sparkgaia.spark;

import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import scala.reflect.ClassTag$;

import sparkgaia.client.ClientFailure;
import sparkgaia.client.WorkerClient;
import sparkgaia.core.Job;
import sparkgaia.lab.wan.Wan;
import sparkgaia.wire.Call;
import sparkgaia.wire.JobDescription;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One fit in embedded mode: looks through the data, starts the sidecars in this JVM, deals the rows, runs the stage and reads
 * the model. Blocks until all of it is over; then nothing of it is left but what it gives.
 */
public final class Training {
    private static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger(Training.class);
    private static final int SAVE_EVERY_CLOCKS = 10;

    /** A local master that tries tasks again. */
    private static final Pattern RETRYING =
            Pattern.compile("local\\[[^,\\]]+,\\s*([2-9]|[1-9][0-9]+)\\s*]");

    private final Dataset<?> data;
    private final Input input;
    private final TrainingSettings settings;
    private final SparkContext spark;
    private final Phases phases = new Phases();

    private Training(Dataset<?> data, Input input, TrainingSettings settings) {
        this.data = data;
        this.input = input;
        this.settings = settings;
        this.spark = data.sparkSession().sparkContext();
    }

    /**
     * Trains.
     *
     * @param facts aggregates over the input's fields that the recipe is made from
     */
    public static Trained run(
            Dataset<?> data,
            Input input,
            List<Column> facts,
            Function<Facts, ? extends Recipe<?, ?>> recipe,
            TrainingSettings settings) {
        return isInOneJvm(data)
                ? new Training(data, input, settings).run(facts, recipe)
                : new ClusterTraining(data, input, settings).run(facts, recipe);
    }

    /** Whether its executor is in this JVM, and with it all regions. */
    public static boolean isInOneJvm(Dataset<?> data) {
        return data.sparkSession().sparkContext().isLocal();
    }

    private Trained run(List<Column> counted, Function<Facts, ? extends Recipe<?, ?>> make) {
        input.check(data.schema());
        var survey = new Survey(input, settings.regionCol(), counted);
        Facts facts = survey.look(data);
        phases.mark("survey");
        return run(make.apply(facts), facts, survey.region());
    }

    private <R, S> Trained run(Recipe<R, S> recipe, Facts facts, Column region) {
        var regions = List.copyOf(facts.rows().keySet());
        Placement placement = Placement.of(regions, settings.workersPerRegion(), slots());
        JobDescription description = JobOf.describe(settings, settings.name(), recipe, placement);
        Wan wan = EmulatedWan.of(settings.wan(), regions);
        String run = settings.name() + "-" + UUID.randomUUID();
        boolean isRetried = RETRYING.matcher(spark.master()).matches();
        var spec =
                new TaskSpec<>(
                        run,
                        recipe,
                        description.text(),
                        placement,
                        settings.seed(),
                        facts.allRows(),
                        isRetried ? SAVE_EVERY_CLOCKS : Integer.MAX_VALUE,
                        isRetried);
        try (var open = EmbeddedRegions.open(run, regions, wan, LOG::debug);
                var progress =
                        TrainingProgress.of(
                                spark.conf(),
                                ProgressLine.of(
                                        recipe,
                                        settings.epochs(),
                                        open.board(),
                                        open::dataBytes))) {
            progress.start();
            JavaRDD<Row> rows = new Dealing(input, region, placement).deal(data);
            return train(spec, description, open, rows, facts);
        } catch (IOException e) {
            throw new IllegalStateException("the sidecars could not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("fit was interrupted", e);
        }
    }

    private int slots() {
        return Math.max(
                1,
                spark.maxNumConcurrentTasks(
                        spark.resourceProfileManager().defaultResourceProfile()));
    }

    private <R, S> Trained train(
            TaskSpec<R, S> spec,
            JobDescription description,
            EmbeddedRegions open,
            JavaRDD<Row> rows,
            Facts facts)
            throws IOException, InterruptedException {
        RDD<Object> stage =
                rows.rdd()
                        .barrier()
                        .mapPartitions(
                                new WorkerTask<>(spec),
                                false,
                                ClassTag$.MODULE$.apply(Object.class));
        boolean keeps = spec.recipe().kept() != null;
        JavaRDD<Object> output = stage.toJavaRDD();
        if (keeps) {
            // What reads the rows later must be no barrier stage, and must not train again.
            output = output.repartition(spec.placement().tasks());
        }
        var course = new Course(description.job().metrics());
        List<Object> courses = output.filter(each -> each instanceof Course).collect();
        courses.forEach(each -> course.add((Course) each));
        if (course.failure != null) {
            throw new TrainingFailed(course.failure, open.cause());
        }
        phases.markAt("read", course.readMillis);
        phases.markAt("open", course.openMillis);
        if (course.lastClock() >= 0) {
            phases.markAt("clock 0", course.endMillis(0));
        }
        phases.mark("epochs");
        var digests = new TreeMap<String, String>();
        var tallies = new ArrayList<RegionTally>();
        TrainedTables tables = finish(description, open, digests, tallies);
        Dataset<Row> kept = keeps ? kept(output, spec) : null;
        phases.mark("model");
        return new Trained(
                facts,
                tables,
                kept,
                JobOf.report(spec, description, phases, course, facts, tallies, digests, null));
    }

    private <R, S> Dataset<Row> kept(JavaRDD<Object> output, TaskSpec<R, S> spec) {
        SparkSession session = data.sparkSession();
        JavaRDD<Row> rows = output.filter(each -> each instanceof Row).map(each -> (Row) each);
        return session.createDataFrame(rows, spec.recipe().kept());
    }

    /** Waits until all is shared, and reads every region's tables, which are to be the same, and what it has counted. */
    private TrainedTables finish(
            JobDescription description,
            EmbeddedRegions open,
            SortedMap<String, String> digests,
            List<RegionTally> tallies)
            throws IOException, InterruptedException {
        var clients = new LinkedHashMap<String, WorkerClient>();
        try {
            for (String region : open.sidecars().keySet()) {
                var client =
                        new WorkerClient(
                                open.sidecar(region),
                                description,
                                open.run(),
                                Call.NOBODY,
                                Embedded.PATIENCE,
                                open.board()::waits);
                clients.put(region, client);
                client.open();
                client.awaitFinished();
            }
            phases.mark("flush");
            TrainedTables first = null;
            for (Map.Entry<String, WorkerClient> client : clients.entrySet()) {
                TrainedTables tables = read(client.getValue(), description.job());
                digests.put(client.getKey(), tables.digest());
                tallies.add(RegionTally.of(client.getValue(), description.job(), client.getKey()));
                first = first == null ? tables : first;
            }
            clients.values().forEach(WorkerClient::leave);
            return first;
        } catch (ClientFailure e) {
            throw new TrainingFailed(
                    open.failure() == null ? e.getMessage() : open.failure(), open.cause());
        } finally {
            clients.values().forEach(WorkerClient::close);
        }
    }

    private static TrainedTables read(WorkerClient client, Job job)
            throws ClientFailure, InterruptedException {
        TrainedTables tables = TrainedTables.empty(job);
        client.read((partition, rows) -> tables.put(job.space(partition), rows));
        return tables;
    }
}
