package sparkgaia.cli;

import sparkgaia.lab.run.ParallelSwarm;
import sparkgaia.lab.study.Standing;
import sparkgaia.lab.study.Study;
import sparkgaia.lab.study.Trained;
import sparkgaia.lab.study.Trial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Plays a plan's trials, several at a time, and puts each beside its data centre. */
final class StudyResult {
    private final StudyPlan plan;
    private final List<Standing> standings = new ArrayList<>();

    private StudyResult(StudyPlan plan) {
        this.plan = plan;
    }

    static StudyResult of(StudyPlan plan, Progress progress) {
        var result = new StudyResult(plan);
        List<Trial<?, ?>> trials = plan.trials();
        var played = new Trained<?, ?>[trials.size()];
        int[] order = longestFirst(trials);
        var count = new int[1];
        ParallelSwarm.onAllCores()
                .run(
                        0,
                        trials.size(),
                        at -> trials.get(order[(int) at]).play(),
                        trained -> {
                            played[order[count[0]++]] = trained;
                            progress.say(() -> count[0] + " of " + trials.size() + " runs");
                            return true;
                        });
        result.rank(List.of(played));
        return result;
    }

    /** Those over many regions have most to do; begun last they would keep a single core busy in the end. */
    private static int[] longestFirst(List<Trial<?, ?>> trials) {
        return IntStream.range(0, trials.size())
                .boxed()
                .sorted(Comparator.comparing(at -> -trials.get(at).network().size()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private void rank(List<Trained<?, ?>> played) {
        List<Study<?, ?>> studies = plan.studies();
        for (int at = 0; at < studies.size(); at++) {
            standings.add(Standing.of(played.get(at), played.get(at)));
        }
        int next = studies.size();
        for (StudyPlan.Leg leg : plan.legs()) {
            Trained<?, ?> lan = played.get(studies.indexOf(leg.study()));
            for (int i = 0; i < leg.contenders().size(); i++) {
                standings.add(Standing.of(played.get(next++), lan));
            }
        }
    }

    StudyPlan plan() {
        return plan;
    }

    /** The data centres first, then network by network. */
    List<Standing> standings() {
        return standings;
    }

    /** The data centre that this one was measured against. */
    Standing lan(Standing standing) {
        for (Standing other : standings) {
            if (other.wan().equals(Trial.LAN)
                    && other.trained().trial().problem() == standing.trained().trial().problem()) {
                return other;
            }
        }
        throw new IllegalStateException("no data centre for " + standing.wan());
    }

    /** How many times fewer bytes than another model over the same network; NaN if it is not there. */
    double fewerBytes(Standing standing, String than) {
        for (Standing other : standings) {
            if (other.wan().equals(standing.wan()) && other.model().equals(than)) {
                return (double) other.outcome().bytes() / standing.outcome().bytes();
            }
        }
        return Double.NaN;
    }

    /** Whether the bits are the same, and all that has to be true of the models is. */
    boolean isSound() {
        return isIdentical() && standings.stream().allMatch(one -> one.trained().isSound());
    }

    /** Whether all that finished have the same bits in every region. */
    boolean isIdentical() {
        return standings.stream().allMatch(one -> one.failure() != null || one.isBitIdentical());
    }
}
