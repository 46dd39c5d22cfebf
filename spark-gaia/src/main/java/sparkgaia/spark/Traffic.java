package sparkgaia.spark;

import org.apache.spark.executor.ShuffleReadMetrics;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

import scala.jdk.javaapi.CollectionConverters;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What Spark itself says of all jobs with a tag: what was shuffled, fetched from elsewhere, and given to the driver. */
final class Traffic extends SparkListener {
    /** Where Spark keeps a job's tags. */
    private static final String TAGS = "spark.job.tags";

    private static final long SECONDS_MAX = 10;

    private final String tag;
    private final Set<Integer> jobs = new HashSet<>();
    private final Set<Integer> stages = new HashSet<>();
    private int begun;
    private long shuffleBytes;
    private long remoteBlocks;
    private long resultBytes;

    Traffic(String tag) {
        this.tag = tag;
    }

    @Override
    public synchronized void onJobStart(SparkListenerJobStart job) {
        String tags = job.properties() == null ? null : job.properties().getProperty(TAGS);
        if (tags != null && Set.of(tags.split(",")).contains(tag)) {
            jobs.add(job.jobId());
            begun++;
            CollectionConverters.asJava(job.stageIds()).forEach(id -> stages.add((Integer) id));
        }
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
        TaskMetrics metrics = task.taskMetrics();
        if (metrics != null && stages.contains(task.stageId())) {
            ShuffleReadMetrics read = metrics.shuffleReadMetrics();
            shuffleBytes +=
                    read.remoteBytesRead()
                            + read.localBytesRead()
                            + metrics.shuffleWriteMetrics().bytesWritten();
            remoteBlocks += read.remoteBlocksFetched();
            resultBytes += metrics.resultSize();
        }
    }

    @Override
    public synchronized void onJobEnd(SparkListenerJobEnd job) {
        jobs.remove(job.jobId());
        notifyAll();
    }

    /** Waits until so many jobs have been told to their ends; whether they have. */
    synchronized boolean await(int count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
        while (begun < count || !jobs.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    synchronized long shuffleBytes() {
        return shuffleBytes;
    }

    synchronized long remoteBlocks() {
        return remoteBlocks;
    }

    /** All results of tasks so far, as they went to the driver. */
    synchronized long resultBytes() {
        return resultBytes;
    }
}
