package sparkgaia.spark;

import org.apache.spark.Partition;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Rows of files, and which partitions of them are in which region, in the order of their paths. It travels to tasks, which
 * compute the partitions of their own region: nothing declares them as a parent, so Spark never moves them.
 *
 * @param parts by region
 */
record RegionRows(RDD<InternalRow> rdd, StructType schema, TreeMap<String, ArrayList<Part>> parts)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** A partition, the files that it is of, and where in the first of them it begins. */
    record Part(Partition partition, ArrayList<String> files, long start) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    List<String> regions() {
        return List.copyOf(parts.keySet());
    }

    List<Part> of(String region) {
        return parts.getOrDefault(region, new ArrayList<>());
    }
}
