package sparkgaia.lab.swarm;

import sparkgaia.core.Effect;
import sparkgaia.core.Record;
import sparkgaia.core.Region;
import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request;
import sparkgaia.core.message.Request.Commit;
import sparkgaia.core.message.Request.Join;
import sparkgaia.core.message.Request.Stage;
import sparkgaia.core.sync.CommitLog;

import java.util.List;
import java.util.TreeMap;

/** Attempts of workers: second ones, old ones, repeated requests. */
final class AttemptWatcher implements Watcher {
    private final Tally tally;
    private final TreeMap<Integer, Integer> answered = new TreeMap<>();
    private final TreeMap<Integer, Region> leads = new TreeMap<>();
    private boolean isReplacing;

    AttemptWatcher(Tally tally) {
        this.tally = tally;
    }

    @Override
    public void before(Scene scene) {
        if (scene.partition() == 0) {
            leads.put(scene.region(), scene.state());
        }
        isReplacing = false;
        if (scene.request() instanceof Join join) {
            join(scene.state().commits(), join);
        }
        if (scene.request() instanceof Stage stage) {
            CommitLog commits = scene.state().commits();
            int place = commits.place(stage.worker());
            isReplacing = place >= 0 && isStagedBefore(commits, place, stage);
        }
    }

    private void join(CommitLog commits, Join join) {
        int place = commits.place(join.worker());
        boolean isNew = place >= 0 && join.attempt() > commits.begun(place);
        tally.saw(
                Situation.JOINED_BEFORE_ANSWER,
                isNew && commits.committed(place) > answered.getOrDefault(join.worker(), -1));
    }

    private static boolean isStagedBefore(CommitLog commits, int place, Stage stage) {
        for (int attempt = 0; attempt < stage.attempt(); attempt++) {
            if (commits.isStaged(place, attempt, stage.clock())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void after(Scene scene, List<Effect> effects) {
        Request request = scene.request();
        if (request == null) {
            return;
        }
        boolean isRecorded = false;
        for (Effect effect : effects) {
            if (effect instanceof Effect.Persist persist) {
                isRecorded |= persist.record() instanceof Record.CommitMade;
                if (persist.record() instanceof Record.PartStaged part) {
                    isRecorded = true;
                    staged(scene, part);
                }
            } else if (effect instanceof Effect.Answer answer) {
                answer(request, answer.reply(), isRecorded);
            }
        }
    }

    private void staged(Scene scene, Record.PartStaged part) {
        tally.saw(Situation.PART_REPLACED, isReplacing);
        Region lead = leads.get(scene.region());
        if (scene.partition() > 0 && lead != null) {
            int place = lead.commits().place(part.worker());
            tally.saw(Situation.ZOMBIE_PART_STAGED, part.attempt() < lead.commits().begun(place));
        }
    }

    private void answer(Request request, Reply reply, boolean isRecorded) {
        if (request instanceof Stage) {
            tally.saw(Situation.ZOMBIE_STAGE_REFUSED, isOldAttempt(reply));
            tally.saw(Situation.PART_REPEATED, reply instanceof Reply.Staged && !isRecorded);
        } else if (request instanceof Commit) {
            tally.saw(Situation.ZOMBIE_COMMIT_REFUSED, isOldAttempt(reply));
            tally.saw(Situation.COMMIT_PAST_STOP, reply instanceof Reply.Stopped);
            tally.saw(Situation.COMMIT_REPEATED, reply instanceof Reply.Committed && !isRecorded);
        }
    }

    private static boolean isOldAttempt(Reply reply) {
        return reply instanceof Reply.Refused refused
                && refused.reason() == Reply.Reason.OLD_ATTEMPT;
    }

    @Override
    public void carriedOut(int region, int partition, Effect effect) {
        if (effect instanceof Effect.Answer answer
                && answer.reply() instanceof Reply.Committed committed) {
            answered.merge(answer.worker(), committed.clock(), Math::max);
        }
    }

    @Override
    public void crashed(int region, boolean hasDisk) {
        leads.remove(region);
    }
}
