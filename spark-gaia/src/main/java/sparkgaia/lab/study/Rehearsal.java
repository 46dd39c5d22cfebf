package sparkgaia.lab.study;

import sparkgaia.core.Effect;
import sparkgaia.core.Job;
import sparkgaia.core.message.Reply;
import sparkgaia.lab.Disks;
import sparkgaia.lab.Machines;
import sparkgaia.lab.Observer;
import sparkgaia.lab.Outcome;
import sparkgaia.lab.Run;
import sparkgaia.lab.Scenario;
import sparkgaia.lab.wan.Wan;

import java.util.Arrays;

/**
 * A job played in virtual time as its processes would run it: the same description, the same seed, the same records.
 *
 * @param clocksSeconds of the slowest worker, from the start of its clock 1 to the end of its last; NaN if it has none
 * @param figures of the common model, as {@link Problem} has them; null if there is none
 */
public record Rehearsal(Outcome outcome, double clocksSeconds, double[] figures) {
    private static final long DEADLINE_NANOS = 365L * 86_400 * Job.Limits.SECOND;

    /**
     * Plays a job.
     *
     * @param seed that its trainer's shards are opened with
     */
    public static <R, S> Rehearsal of(
            Job job, Problem<R, S> problem, Wan wan, Machines machines, Disks disks, long seed) {
        var run =
                new Run(
                        Scenario.of(job, wan, problem.trainer(), problem.shards())
                                .machines(machines)
                                .disks(disks)
                                .seed(seed)
                                .deadline(DEADLINE_NANOS)
                                .waitForAll());
        var course = new Course<>(problem, job, run, new Consensus(job), job.maxClock() + 1);
        var span = new Span(job);
        Outcome outcome = run.watch(span).play();
        return new Rehearsal(
                outcome,
                span.seconds(),
                outcome.isFinished() ? course.atEnd(outcome.seconds()) : null);
    }

    /** When each worker begins its first clock and ends its last. */
    private static final class Span implements Observer {
        private static final long NEVER = -1;

        private final int last;
        private final long[] begun;
        private final long[] ended;

        Span(Job job) {
            last = job.maxClock();
            begun = new long[job.workers()];
            ended = new long[job.workers()];
            Arrays.fill(begun, NEVER);
            Arrays.fill(ended, NEVER);
        }

        @Override
        public void carriedOut(long nanos, int region, int partition, Effect effect) {
            if (!(effect instanceof Effect.Answer answer)) {
                return;
            }
            int worker = answer.worker();
            if (answer.reply() instanceof Reply.Pulled pulled
                    && pulled.clock() == 1
                    && begun[worker] == NEVER) {
                begun[worker] = nanos;
            } else if (answer.reply() instanceof Reply.Committed committed
                    && committed.clock() == last) {
                ended[worker] = nanos;
            }
        }

        double seconds() {
            double most = Double.NaN;
            for (int worker = 0; worker < begun.length; worker++) {
                if (begun[worker] != NEVER && ended[worker] != NEVER) {
                    double seconds = (ended[worker] - begun[worker]) * 1e-9;
                    most = seconds > most || Double.isNaN(most) ? seconds : most;
                }
            }
            return most;
        }
    }
}
