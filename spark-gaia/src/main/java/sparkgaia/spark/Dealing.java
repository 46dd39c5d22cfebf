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
        var columns = new ArrayList<Column>();
        for (Field field : input.fields()) {
            Column column = Field.column(field.column());
            columns.add((field.isNumber() ? column.cast(field.type()) : column).as(field.column()));
        }
        Dataset<Row> fields =
                dataset.withColumn(REGION, region).select(with(columns, Field.column(REGION)));
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

    private Column key() {
        List<String> names = input.key();
        if (names.isEmpty()) {
            names = input.fields().stream().map(Field::column).toList();
        }
        return xxhash64(names.stream().map(Field::column).toArray(Column[]::new));
    }

    private Column worker() {
        int each = placement.workersPerRegion();
        Column place = pmod(key(), lit((long) each)).cast("int");
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
        Column worker = Field.column(WORKER).cast("long");
        Column keyBits = shiftrightunsigned(key(), Long.SIZE - KEY_BITS);
        order.add(shiftleft(worker, KEY_BITS).bitwiseOR(keyBits));
        for (Field field : input.fields()) {
            Column column = Field.column(field.column());
            order.add(RowOrdering.isOrderable(field.type()) ? column : xxhash64(column));
        }
        return order;
    }
}
