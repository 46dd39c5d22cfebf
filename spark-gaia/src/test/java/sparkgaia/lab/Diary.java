package sparkgaia.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Record;
import sparkgaia.core.Region;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Reply;
import sparkgaia.core.view.Version;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** What happened in a run that tests of losses and views ask about. Holds the run to one successor of each view. */
final class Diary implements Observer {
    /** When a worker of a region was first let start a clock. */
    final TreeMap<Integer, TreeMap<Integer, Long>> starts = new TreeMap<>();

    /** What each region's lead said last of its end: true for complete. */
    final TreeMap<Integer, Boolean> finished = new TreeMap<>();

    /** Why a region's part is over, for itself alone. */
    final TreeMap<Integer, String> out = new TreeMap<>();

    /** Why the job has failed in a region, and when it first did. */
    final TreeMap<Integer, String> failed = new TreeMap<>();

    final TreeMap<Integer, Long> failedAt = new TreeMap<>();
    final List<String> refusals = new ArrayList<>();

    /** The members of each view that began, by its number. */
    final TreeMap<Integer, String> views = new TreeMap<>();

    /** The versions that began at a lead, by region. */
    final TreeMap<Integer, TreeSet<Integer>> versions = new TreeMap<>();

    final TreeMap<String, Integer> sent = new TreeMap<>();
    private final TreeMap<String, Message.Copy> copies = new TreeMap<>();
    private final TreeMap<Integer, String> begun = new TreeMap<>();

    @Override
    public void after(
            long nanos,
            int region,
            int partition,
            Region state,
            Event event,
            List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Persist persist) {
                take(region, partition, persist.record());
            }
        }
    }

    private void take(int region, int partition, Record record) {
        if (record instanceof Record.VersionBegun begins) {
            Version version = begins.version();
            String members = Arrays.toString(version.members());
            String earlier = views.putIfAbsent(version.view(), members);
            if (version.view() > 0 && earlier != null) {
                assertEquals(earlier, members, "two views with number " + version.view());
            }
            if (version.view() > 0) {
                // A version of the first view that only a lost member began is no version of the
                // others.
                String same = begun.putIfAbsent(version.number(), version.toString());
                assertEquals(same == null ? version.toString() : same, version.toString());
            }
            if (partition == 0) {
                versions.computeIfAbsent(region, key -> new TreeSet<>()).add(version.number());
            }
        } else if (record instanceof Record.CopyTaken taken) {
            Message.Copy copy = taken.copy();
            var first = copies.putIfAbsent(copy.version() + "." + partition, copy);
            assertEquals(
                    first == null ? copy.rows() : first.rows(), copy.rows(), "one copy for all");
        }
    }

    /** How many versions of the links began with a copy, over all partitions. */
    int copies() {
        return copies.size();
    }

    @Override
    public void carriedOut(long nanos, int region, int partition, Effect effect) {
        if (effect instanceof Effect.Answer answer
                && answer.reply() instanceof Reply.Pulled pulled) {
            starts.computeIfAbsent(region, key -> new TreeMap<>())
                    .putIfAbsent(pulled.clock(), nanos);
        } else if (effect instanceof Effect.Finished end) {
            finished.put(region, end.isComplete());
        } else if (effect instanceof Effect.Out end) {
            out.put(region, end.reason());
        } else if (effect instanceof Effect.Failed end) {
            failed.putIfAbsent(region, end.reason());
            failedAt.putIfAbsent(region, nanos);
        } else if (effect instanceof Effect.CommandDone done && !done.isAccepted()) {
            refusals.add(done.text());
        } else if (effect instanceof Effect.Send send) {
            sent.merge(send.message().getClass().getSimpleName(), 1, Integer::sum);
        }
    }

    /** The first start of a clock in a region after a time, that is not the one that was under way. */
    long nextStart(int region, long after) {
        return starts.get(region).values().stream()
                .filter(nanos -> nanos > after)
                .findFirst()
                .orElseThrow();
    }
}
