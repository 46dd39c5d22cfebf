package sparkgaia.ml;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

import sparkgaia.core.table.TableSpec;
import sparkgaia.spark.TrainedTables;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Tables as Parquet: one row for each row. */
final class SavedTables {
    private static final String FOLDER = "tables";

    private static final StructType SCHEMA =
            new StructType()
                    .add("place", DataTypes.IntegerType, false)
                    .add("table", DataTypes.StringType, false)
                    .add("scale", DataTypes.IntegerType, false)
                    .add("row", DataTypes.IntegerType, false)
                    .add("cells", DataTypes.createArrayType(DataTypes.IntegerType, false), false);

    private SavedTables() {}

    static void save(TrainedTables tables, String path, SparkSession session) {
        var rows = new ArrayList<Row>();
        for (int table = 0; table < tables.specs().size(); table++) {
            TableSpec spec = tables.specs().get(table);
            for (int row = 0; row < spec.rows(); row++) {
                rows.add(
                        RowFactory.create(
                                table, spec.name(), spec.scale(), row, tables.cells(table, row)));
            }
        }
        session.createDataFrame(rows, SCHEMA).write().parquet(folder(path));
    }

    private static String folder(String path) {
        return path + "/" + FOLDER;
    }

    static TrainedTables load(String path, SparkSession session) {
        Dataset<Row> saved = session.read().schema(SCHEMA).parquet(folder(path));
        var byTable = new TreeMap<Integer, TreeMap<Integer, Row>>();
        for (Row row : saved.collectAsList()) {
            byTable.computeIfAbsent(row.getInt(0), none -> new TreeMap<>()).put(row.getInt(3), row);
        }
        var specs = new ArrayList<TableSpec>();
        int[][][] cells = new int[byTable.size()][][];
        for (int table = 0; table < cells.length; table++) {
            TreeMap<Integer, Row> rows = byTable.get(table);
            cells[table] = new int[rows.size()][];
            for (int row = 0; row < rows.size(); row++) {
                cells[table][row] = cells(rows.get(row));
            }
            Row first = rows.get(0);
            specs.add(
                    TableSpec.sum(
                            first.getString(1),
                            rows.size(),
                            cells[table][0].length,
                            first.getInt(2)));
        }
        return new TrainedTables(specs, cells);
    }

    private static int[] cells(Row row) {
        List<Integer> list = row.getList(4);
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
