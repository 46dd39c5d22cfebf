package sparkgaia.spark;

import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

import scala.collection.immutable.Map$;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.TreeMap;

/**
 * Writes what is kept of shards into a folder of their own region, a Parquet file for each worker. A worker that is tried
 * again replaces its file.
 *
 * @param folders by region
 */
record PinnedWriter(
        TreeMap<String, String> folders,
        StructType schema,
        OutputWriterFactory factory,
        SerializableConfiguration hadoop)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    static PinnedWriter of(SparkSession session, TreeMap<String, String> folders, StructType schema)
            throws IOException {
        var classic = (org.apache.spark.sql.classic.SparkSession) session;
        Job job = Job.getInstance(classic.sessionState().newHadoopConf());
        OutputWriterFactory factory =
                new ParquetFileFormat().prepareWrite(session, job, Map$.MODULE$.empty(), schema);
        return new PinnedWriter(
                folders, schema, factory, new SerializableConfiguration(job.getConfiguration()));
    }

    void write(String region, int worker, int attempt, List<Row> rows) throws IOException {
        var task =
                new TaskAttemptContextImpl(
                        hadoop.value(),
                        new TaskAttemptID("gaia", 0, TaskType.MAP, worker, attempt));
        var folder = new Path(folders.get(region));
        String name = String.format("part-%05d%s", worker, factory.getFileExtension(task));
        var whole = new Path(folder, name);
        var begun = new Path(folder, "_" + attempt + "-" + name);
        var toInternal = PlacedRows.encoder(schema).createSerializer();
        OutputWriter writer = factory.newInstance(begun.toString(), schema, task);
        try {
            for (Row row : rows) {
                writer.write(toInternal.apply(row));
            }
        } finally {
            writer.close();
        }
        FileSystem files = folder.getFileSystem(hadoop.value());
        files.delete(whole, false);
        if (!files.rename(begun, whole)) {
            throw new IOException(begun + " could not be renamed to " + whole);
        }
    }
}
