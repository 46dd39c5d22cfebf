package sparkgaia.wire;

import sparkgaia.core.Job;
import sparkgaia.core.table.RowSpace;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What both sides have declared before they speak, and the codec needs to know: how many regions there are, and the rows
 * of each partition.
 */
public record Declared(int regions, List<RowSpace> spaces) {
    public Declared {
        spaces = List.copyOf(spaces);
    }

    public static Declared of(Job job) {
        return new Declared(
                job.regions(), IntStream.range(0, job.partitions()).mapToObj(job::space).toList());
    }

    int partitions() {
        return spaces.size();
    }

    RowSpace space(int partition) {
        return spaces.get(partition);
    }
}
