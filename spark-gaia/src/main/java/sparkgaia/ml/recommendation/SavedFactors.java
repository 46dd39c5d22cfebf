package sparkgaia.ml.recommendation;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

import sparkgaia.ml.LocalFiles;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Factors as Parquet, one row for each user and item; or as a file of this machine, row after row. */
final class SavedFactors {
    private static final String USERS = "userFactors";
    private static final String ITEMS = "itemFactors";

    private SavedFactors() {}

    static void save(Factors factors, String path) {
        if (LocalFiles.areMeant()) {
            LocalFiles.write(file(path, USERS), out -> write(factors.users(), true, out));
            LocalFiles.write(file(path, ITEMS), out -> write(factors.items(), false, out));
        } else {
            factors.users().write().parquet(path + "/" + USERS);
            factors.items().write().parquet(path + "/" + ITEMS);
        }
    }

    static Factors load(String path, SparkSession session) {
        boolean isLocal = LocalFiles.areMeant();
        Dataset<Row> users =
                isLocal
                        ? read(file(path, USERS), true, session)
                        : parquet(path + "/" + USERS, Factors.USERS, session);
        Dataset<Row> items =
                isLocal
                        ? read(file(path, ITEMS), false, session)
                        : parquet(path + "/" + ITEMS, Factors.ITEMS, session);
        return Factors.loaded(users, items);
    }

    private static Dataset<Row> parquet(String path, StructType schema, SparkSession session) {
        return session.read().schema(schema).parquet(path);
    }

    private static Path file(String path, String name) {
        return Path.of(path, name, "rows");
    }

    private static void write(Dataset<Row> frame, boolean areUsers, DataOutputStream out)
            throws IOException {
        List<Row> rows = frame.collectAsList();
        out.writeInt(rows.size());
        for (Row row : rows) {
            List<Float> features = row.getList(1);
            out.writeInt(row.getInt(0));
            out.writeInt(features.size());
            for (float number : features) {
                out.writeFloat(number);
            }
            if (areUsers) {
                out.writeUTF(row.getString(2));
                out.writeInt(row.getInt(3));
            }
        }
    }

    private static Dataset<Row> read(Path file, boolean areUsers, SparkSession session) {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            var rows = new ArrayList<Row>();
            for (int rest = in.readInt(); rest > 0; rest--) {
                int id = in.readInt();
                float[] features = new float[in.readInt()];
                for (int i = 0; i < features.length; i++) {
                    features[i] = in.readFloat();
                }
                rows.add(
                        areUsers
                                ? Factors.user(id, features, in.readUTF(), in.readInt())
                                : RowFactory.create(id, features));
            }
            return session.createDataFrame(rows, areUsers ? Factors.USERS : Factors.ITEMS);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
