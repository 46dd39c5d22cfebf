package sparkgaia.spark;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.shiftleft;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;

import sparkgaia.core.Invariant;

import java.util.ArrayList;
import java.util.List;

/**
 * Deals the rows of a DataFrame to the workers of one application: by region and key, into one partition for each task,
 * in an order that depends on nothing but the rows themselves. The worker's number is the last column.
 */
final class Dealing {
    private static final String WORKER = "gaia_worker";
    private static final String REGION = "gaia_region";
    private static final int KEY_BITS = 48;

    /** As Spark's own hash partitioning has it. */
    private static final int SEED = 42;

    private final Input input;
    private final Column region;
    private final Placement placement;

    Dealing(Input input, Column region, Placement placement) {
        this.input = input;
        this.region = region;
        this.placement = placement;
    }

    JavaRDD<Row> deal(Dataset<?> dataset) {
        Dataset<Row> fields =
                dataset.withColumn(REGION, region)
                        .select(with(columns(input), Field.column(REGION)));
        JavaRDD<Row> rows =
                fields.withColumn(WORKER, worker())
                        .drop(REGION)
                        .repartition(placement.tasks(), task())
                        .sortWithinPartitions(order().toArray(Column[]::new))
                        .toJavaRDD();
        Invariant.check(
                rows.getNumPartitions() == placement.tasks(),
                "%s partitions for %s tasks",
                rows.getNumPartitions(),
                placement.tasks());
        return rows;
    }

    private static Column[] with(List<Column> columns, Column last) {
        var all = new ArrayList<>(columns);
        all.add(last);
        return all.toArray(Column[]::new);
    }

    /** The fields, in the types that records are made from. */
    static List<Column> columns(Input input) {
        var columns = new ArrayList<Column>();
        for (Field field : input.fields()) {
            Column column = Field.column(field.column());
            columns.add((field.isNumber() ? column.cast(field.type()) : column).as(field.column()));
        }
        return columns;
    }

    /** Of what was selected by {@link #columns}: rows of one key are of one worker. */
    static Column key(Input input) {
        List<String> names = input.key();
        if (names.isEmpty()) {
            names = input.fields().stream().map(Field::column).toList();
        }
        return xxhash64(names.stream().map(Field::column).toArray(Column[]::new));
    }

    /** Which of so many workers of its region has a row. */
    static Column place(Input input, int each) {
        return pmod(key(input), lit((long) each)).cast("int");
    }

    /** What rows of a worker are sorted by, behind a number from 0: of that and of the row's key. */
    static Column sorting(Input input, Column number) {
        Column keyBits = shiftrightunsigned(key(input), Long.SIZE - KEY_BITS);
        return shiftleft(number.cast("long"), KEY_BITS).bitwiseOR(keyBits);
    }

    /** What decides where keys are equal: equal rows are equal. */
    static List<Column> ties(Input input) {
        var ties = new ArrayList<Column>();
        for (Field field : input.fields()) {
            Column column = Field.column(field.column());
            ties.add(RowOrdering.isOrderable(field.type()) ? column : xxhash64(column));
        }
        return ties;
    }

    private Column worker() {
        int each = placement.workersPerRegion();
        Column place = place(input, each);
        int last = placement.regions().size() - 1;
        Column worker = place.plus(lit(last * each));
        for (int i = last - 1; i >= 0; i--) {
            Column isHere = Field.column(REGION).equalTo(placement.regions().get(i));
            worker = when(isHere, place.plus(lit(i * each))).otherwise(worker);
        }
        return worker;
    }

    /** A number that Spark's hash partitioning sends to the worker's task. */
    private Column task() {
        Column task = lit(number(placement.tasks() - 1));
        for (int i = placement.tasks() - 2; i >= 0; i--) {
            int next = placement.workersOf(i + 1).get(0);
            task = when(Field.column(WORKER).lt(next), lit(number(i))).otherwise(task);
        }
        return task;
    }

    private int number(int task) {
        int number = 0;
        while (Math.floorMod(Murmur3_x86_32.hashInt(number, SEED), placement.tasks()) != task) {
            number++;
        }
        return number;
    }

    /** By worker, then by a hash of the key, then by everything: equal rows are equal. */
    private List<Column> order() {
        var order = new ArrayList<Column>();
        order.add(sorting(input, Field.column(WORKER)));
        order.addAll(ties(input));
        return order;
    }
}
