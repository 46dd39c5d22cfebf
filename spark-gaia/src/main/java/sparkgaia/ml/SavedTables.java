package sparkgaia.ml;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

import sparkgaia.core.table.TableSpec;
import sparkgaia.spark.TrainedTables;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        if (LocalFiles.areMeant()) {
            LocalFiles.write(file(path), out -> write(tables, out));
            return;
        }
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

    private static Path file(String path) {
        return Path.of(path, FOLDER, "cells");
    }

    private static void write(TrainedTables tables, DataOutputStream out) throws IOException {
        out.writeInt(tables.specs().size());
        for (int table = 0; table < tables.specs().size(); table++) {
            TableSpec spec = tables.specs().get(table);
            out.writeUTF(spec.name());
            out.writeInt(spec.scale());
            out.writeInt(spec.rows());
            out.writeInt(spec.width());
            for (int row = 0; row < spec.rows(); row++) {
                for (int cell : tables.cells(table, row)) {
                    out.writeInt(cell);
                }
            }
        }
    }

    private static TrainedTables read(Path file) {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            var specs = new ArrayList<TableSpec>();
            int[][][] cells = new int[in.readInt()][][];
            for (int table = 0; table < cells.length; table++) {
                String name = in.readUTF();
                int scale = in.readInt();
                int rows = in.readInt();
                var spec = TableSpec.sum(name, rows, in.readInt(), scale);
                specs.add(spec);
                cells[table] = new int[spec.rows()][spec.width()];
                for (int[] row : cells[table]) {
                    for (int i = 0; i < row.length; i++) {
                        row[i] = in.readInt();
                    }
                }
            }
            return new TrainedTables(specs, cells);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    static TrainedTables load(String path, SparkSession session) {
        if (LocalFiles.areMeant()) {
            return read(file(path));
        }
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
