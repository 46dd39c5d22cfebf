package sparkgaia.examples;

import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;

/** Kills a task, once, that has trained for a while: to see that a fit goes on. */
final class TaskKiller extends SparkListener {
    private static final long AFTER_MILLIS = 2_000;

    private final SparkContext spark;
    private final Map<Long, TimerTask> timers = new HashMap<>();
    private final Timer timer = new Timer("task-killer", true);
    private final Set<Integer> stages = new HashSet<>();
    private boolean isDone;

    TaskKiller(SparkContext spark) {
        this.spark = spark;
    }

    @Override
    public synchronized void onTaskStart(SparkListenerTaskStart start) {
        stages.add(start.stageId());
        if (stages.size() < 2) {
            return; // it counts, it does not train
        }
        long task = start.taskInfo().taskId();
        var kill =
                new TimerTask() {
                    @Override
                    public void run() {
                        kill(task);
                    }
                };
        timers.put(task, kill);
        timer.schedule(kill, AFTER_MILLIS);
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        TimerTask kill = timers.remove(end.taskInfo().taskId());
        if (kill != null) {
            kill.cancel();
        }
    }

    private synchronized void kill(long task) {
        if (!isDone && timers.containsKey(task)) {
            isDone = spark.killTaskAttempt(task, true, "a test");
            System.out.println("killed task " + task + ": " + isDone);
        }
    }
}
