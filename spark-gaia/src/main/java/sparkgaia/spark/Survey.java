package sparkgaia.spark;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trim;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Looks through the data once before training: counts what the estimator wants to know, and refuses data that cannot be
 * trained on, by column and number of rows.
 */
final class Survey {
    private static final String ONLY_REGION = "local";

    private final Input input;
    private final String regionCol;
    private final List<Column> facts;

    /** A reason to refuse rows, and what to do. */
    record Flaw(Column holds, String words) {}

    /** @param regionCol null for a single region */
    Survey(Input input, String regionCol, List<Column> facts) {
        this.input = input;
        this.regionCol = regionCol;
        this.facts = facts;
    }

    Facts look(Dataset<?> dataset) {
        List<Flaw> flaws = flaws(dataset);
        var counts = new ArrayList<Column>();
        for (Flaw flaw : flaws) {
            counts.add(count_if(flaw.holds));
        }
        counts.add(count(lit(1)));
        boolean isOneLook = regionCol == null;
        if (isOneLook) {
            counts.addAll(facts);
        }
        Column first = counts.remove(0);
        List<Row> found =
                dataset.groupBy(region())
                        .agg(first, counts.toArray(Column[]::new))
                        .limit(Placement.REGIONS_MAX + 1)
                        .collectAsList();
        check(flaws, found);
        var rows = new TreeMap<String, Long>();
        for (Row row : found) {
            rows.put(row.getString(0), row.getLong(1 + flaws.size()));
        }
        return new Facts(rows, facts.isEmpty() ? null : counted(dataset, found, flaws.size()));
    }

    private Row counted(Dataset<?> dataset, List<Row> found, int flaws) {
        if (regionCol != null) {
            var rest = facts.subList(1, facts.size()).toArray(Column[]::new);
            return dataset.agg(facts.get(0), rest).head();
        }
        Row row = found.get(0);
        var values = new Object[facts.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(2 + flaws + i);
        }
        return org.apache.spark.sql.RowFactory.create(values);
    }

    /** The region's name, as it is dealt by. */
    Column region() {
        return regionCol == null
                ? lit(ONLY_REGION)
                : coalesce(trim(Field.column(regionCol).cast(DataTypes.StringType)), lit(""));
    }

    List<Flaw> flaws(Dataset<?> dataset) {
        var flaws = new ArrayList<Flaw>();
        for (Field field : input.fields()) {
            Column column = Field.column(field.column());
            var found = dataset.schema().apply(field.column()).dataType();
            String name = "column " + field.column() + " has ";
            flaws.add(
                    new Flaw(
                            column.isNull(),
                            name + "%d null values: drop these rows (na.drop) or fill them in"));
            if (found instanceof ArrayType array && array.containsNull()) {
                flaws.add(
                        new Flaw(
                                coalesce(exists(column, element -> element.isNull()), lit(false)),
                                name + "null values inside %d rows: drop these or fill them in"));
            }
            if (!field.isNumber()) {
                continue;
            }
            boolean isReal = found instanceof DoubleType || found instanceof FloatType;
            if (isReal) {
                flaws.add(
                        new Flaw(
                                isnan(column),
                                name + "%d NaN values: drop these rows or fill them in"));
                flaws.add(
                        new Flaw(
                                abs(column).equalTo(lit(Double.POSITIVE_INFINITY)),
                                name + "%d infinite values: drop these rows"));
            }
            boolean isToWhole =
                    !(field.type() instanceof DoubleType
                            || field.type() instanceof FloatType
                            || field.type() instanceof DecimalType);
            if (isToWhole && !found.equals(field.type())) {
                Column back = column.try_cast(field.type()).try_cast(DataTypes.DoubleType);
                flaws.add(
                        new Flaw(
                                column.isNotNull()
                                        .and(isReal ? isnan(column).unary_$bang() : lit(true))
                                        .and(
                                                back.isNull()
                                                        .or(
                                                                back.notEqual(
                                                                        column.cast(
                                                                                DataTypes
                                                                                        .DoubleType)))),
                                name
                                        + "%d values that are no "
                                        + field.type().simpleString()
                                        + ": number them from 0, for example with a StringIndexer"));
            }
        }
        return flaws;
    }

    void check(List<Flaw> flaws, List<Row> found) {
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "the DataFrame is empty: there is nothing to train on");
        }
        if (found.size() > Placement.REGIONS_MAX) {
            throw new IllegalArgumentException(
                    "column "
                            + regionCol
                            + " names more than "
                            + Placement.REGIONS_MAX
                            + " regions: does regionCol name the right column?");
        }
        for (int flaw = 0; flaw < flaws.size(); flaw++) {
            long rows = 0;
            for (Row row : found) {
                rows += row.getLong(1 + flaw);
            }
            if (rows > 0) {
                throw new IllegalArgumentException(String.format(flaws.get(flaw).words, rows));
            }
        }
        for (Row row : found) {
            if (row.getString(0).isEmpty()) {
                throw new IllegalArgumentException(
                        "column "
                                + regionCol
                                + " names no region in "
                                + row.getLong(1 + flaws.size())
                                + " rows: fill in where they are, or drop them");
            }
        }
    }
}
