package sparkgaia.spark;

import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.catalyst.expressions.Ascending$;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.execution.UnsafeExternalRowSorter;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.collection.unsafe.sort.PrefixComparators;

import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;

/**
 * The rows of a region as its workers have them: each row's worker follows from its key alone, and a worker's rows are in
 * the order that {@link Dealing} gives them in one JVM. So a worker has the same records in the same order here and there.
 *
 * <p>Nothing is exchanged for it: each task of a region goes through all files of its region and takes what is its
 * workers'. Rows are sorted by Spark's own sorter, which spills to the executor's disk.
 */
final class PlacedRows {
    private static final String PLACE = "gaia_place";
    private static final String SORTING = "gaia_sorting";
    private static final String TIE = "gaia_tie_";

    private final RegionRows rows;
    private final int fields;
    private final int place;
    private final int sorting;

    /** @param rows of {@link #columns} */
    PlacedRows(RegionRows rows, int fields) {
        this.rows = rows;
        this.fields = fields;
        this.place = rows.schema().fieldIndex(PLACE);
        this.sorting = rows.schema().fieldIndex(SORTING);
    }

    /** The fields of the input, and behind them what rows are placed and sorted by. */
    static Dataset<Row> columns(Dataset<Row> data, Input input, int workersPerRegion) {
        Dataset<Row> selected = data.select(Dealing.columns(input).toArray(Column[]::new));
        var all = new ArrayList<Column>();
        for (Field field : input.fields()) {
            all.add(Field.column(field.column()));
        }
        for (int i = 0; i < input.fields().size(); i++) {
            Field field = input.fields().get(i);
            if (!RowOrdering.isOrderable(field.type())) {
                all.add(xxhash64(Field.column(field.column())).as(TIE + i));
            }
        }
        Column of = Dealing.place(input, workersPerRegion);
        all.add(of.as(PLACE));
        all.add(Dealing.sorting(input, of).as(SORTING));
        return selected.select(all.toArray(Column[]::new));
    }

    /** Gives the rows of a region whose workers are wanted, with the worker's place in its region, in order. */
    void read(
            TaskContext task, String region, IntPredicate isWanted, BiConsumer<Integer, Row> into) {
        try {
            UnsafeExternalRowSorter sorter = sorter();
            try {
                for (RegionRows.Part part : rows.of(region)) {
                    Iterator<InternalRow> found = rows.rdd().iterator(part.partition(), task);
                    while (found.hasNext()) {
                        var row = (UnsafeRow) found.next();
                        if (isWanted.test(row.getInt(place))) {
                            sorter.insertRow(row);
                        }
                    }
                }
                give(sorter.sort(), into);
            } finally {
                sorter.cleanupResources();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void give(Iterator<InternalRow> sorted, BiConsumer<Integer, Row> into) {
        var toRow = encoder(rows.schema()).createDeserializer();
        while (sorted.hasNext()) {
            InternalRow row = sorted.next();
            into.accept(row.getInt(place), toRow.apply(row));
        }
    }

    static ExpressionEncoder<Row> encoder(StructType schema) {
        ExpressionEncoder<Row> encoder = ExpressionEncoder.apply(schema);
        return encoder.resolveAndBind(
                encoder.resolveAndBind$default$1(), encoder.resolveAndBind$default$2());
    }

    private UnsafeExternalRowSorter sorter() throws IOException {
        List<AttributeReference> columns =
                CollectionConverters.asJava(DataTypeUtils.toAttributes(rows.schema()));
        var order = new ArrayList<SortOrder>();
        order.add(ascending(columns.get(sorting)));
        for (int i = 0; i < fields; i++) {
            AttributeReference column = columns.get(i);
            order.add(
                    ascending(
                            RowOrdering.isOrderable(column.dataType())
                                    ? column
                                    : columns.get(rows.schema().fieldIndex(TIE + i))));
        }
        var input = new ArrayList<Attribute>(columns);
        int at = sorting;
        var prefix = new UnsafeExternalRowSorter.PrefixComputer.Prefix();
        return UnsafeExternalRowSorter.create(
                rows.schema(),
                RowOrdering.create(
                        CollectionConverters.asScala(order).toSeq(),
                        CollectionConverters.asScala(input).toSeq()),
                PrefixComparators.LONG,
                new UnsafeExternalRowSorter.PrefixComputer() {
                    @Override
                    public Prefix computePrefix(InternalRow row) {
                        prefix.value = row.getLong(at);
                        return prefix;
                    }
                },
                SparkEnv.get().memoryManager().pageSizeBytes(),
                false);
    }

    private static SortOrder ascending(AttributeReference column) {
        return new SortOrder(
                column,
                Ascending$.MODULE$,
                Ascending$.MODULE$.defaultNullOrdering(),
                CollectionConverters.asScala(
                                new ArrayList<
                                        org.apache.spark.sql.catalyst.expressions.Expression>())
                        .toSeq());
    }
}
