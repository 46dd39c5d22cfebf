package sparkgaia.spark;

import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;

import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** A task of a {@link RegionStage}: learns where it and the others are, and does its region's work. */
final class RegionTask<T> extends AbstractFunction1<Iterator<Object>, Iterator<Object>>
        implements Serializable {
    private static final long serialVersionUID = 1L;

    private final RegionRows rows;
    private final RegionWork<T> work;

    RegionTask(RegionRows rows, RegionWork<T> work) {
        this.rows = rows;
        this.work = work;
    }

    /**
     * What a task gives.
     *
     * @param missing a region with data that has no task: then nothing was done; else null
     */
    record End(String executor, String region, String missing, Object result)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public Iterator<Object> apply(Iterator<Object> nothing) {
        BarrierTaskContext task = BarrierTaskContext.get();
        String region = RegionLabel.of(task.resourcesJMap());
        List<String> regions = Arrays.asList(task.allGather(region));
        String missing =
                rows.regions().stream()
                        .filter(of -> !regions.contains(of))
                        .findFirst()
                        .orElse(null);
        var crew = new Crew(regions, task.partitionId());
        Object result = null;
        if (missing == null) {
            try {
                result = work.work(task, crew, rows);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the task was interrupted", e);
            }
        }
        Object end = new End(SparkEnv.get().executorId(), region, missing, result);
        return CollectionConverters.asScala(List.of(end).iterator());
    }
}
