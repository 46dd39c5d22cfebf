package sparkgaia.spark;

import org.apache.spark.Dependency;
import org.apache.spark.NarrowDependency;
import org.apache.spark.Partition;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.execution.datasources.FilePartition;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.execution.datasources.v2.DataSourceRDDPartition;

import scala.jdk.javaapi.CollectionConverters;

import java.util.ArrayList;
import java.util.List;

/** From which files a partition of an RDD comes, however many narrow steps are between. */
final class RegionFiles {
    private RegionFiles() {}

    /** Throws if it is not from files alone, or if a step on the way is not narrow. */
    static List<PartitionedFile> of(RDD<?> rdd, int partition) {
        var files = new ArrayList<PartitionedFile>();
        collect(rdd, partition, files);
        return files;
    }

    private static void collect(RDD<?> rdd, int partition, List<PartitionedFile> files) {
        if (rdd.getStorageLevel().isValid()) {
            throw new MovesRecords(
                    rdd + " is cached, and its blocks may be in another region: call unpersist()");
        }
        List<Dependency<?>> dependencies = dependencies(rdd);
        if (dependencies.isEmpty()) {
            leaf(rdd, rdd.partitions()[partition], files);
        }
        for (Dependency<?> dependency : dependencies) {
            if (!(dependency instanceof NarrowDependency<?> narrow)) {
                throw new MovesRecords(
                        rdd + " is read through a shuffle: write its rows to files first");
            }
            for (Object parent : CollectionConverters.asJava(narrow.getParents(partition))) {
                collect(dependency.rdd(), (Integer) parent, files);
            }
        }
    }

    private static List<Dependency<?>> dependencies(RDD<?> rdd) {
        return List.copyOf(CollectionConverters.asJava(rdd.dependencies()));
    }

    private static void leaf(RDD<?> rdd, Partition partition, List<PartitionedFile> files) {
        if (partition instanceof FilePartition of) {
            files.addAll(List.of(of.files()));
        } else if (partition instanceof DataSourceRDDPartition of) {
            for (InputPartition input : CollectionConverters.asJava(of.inputPartitions())) {
                if (!(input instanceof FilePartition file)) {
                    throw noFiles(rdd);
                }
                files.addAll(List.of(file.files()));
            }
        } else {
            throw noFiles(rdd);
        }
    }

    private static MovesRecords noFiles(RDD<?> rdd) {
        return new MovesRecords(
                rdd
                        + " is not read from files, so nobody knows where its records are: write them to"
                        + " files in their regions first");
    }
}
