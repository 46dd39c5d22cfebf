package sparkgaia.lab.check;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.Record;
import sparkgaia.core.Region;
import sparkgaia.core.link.Link;
import sparkgaia.core.link.Links;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Frame;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Message.Announce;
import sparkgaia.core.message.Reply;
import sparkgaia.lab.Observer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * I4 over restarts and behind hubs: an announcement that was heard binds until the link is durably through it, so its
 * sender has to state it again after a crash of either side; and a hub passes on what it hears.
 */
final class Warnings implements Observer {
    private final Reads reads;
    private final TreeMap<Place, List<Announce>> heard = new TreeMap<>();

    Warnings(Reads reads) {
        this.reads = reads;
    }

    private record Place(int region, int partition, int version, int peer)
            implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int order = Integer.compare(region, other.region);
            order = order != 0 ? order : Integer.compare(partition, other.partition);
            order = order != 0 ? order : Integer.compare(version, other.version);
            return order != 0 ? order : Integer.compare(peer, other.peer);
        }
    }

    @Override
    public void after(
            long nanos,
            int region,
            int partition,
            Region state,
            Event event,
            List<Effect> effects) {
        if (state.isFailed()) {
            return;
        }
        if (event instanceof Event.FrameArrived arrived) {
            hear(state, arrived.frame());
        }
        checkAhead(state, effects);
        if (heard.isEmpty()) {
            return;
        }
        for (Effect effect : effects) {
            if (effect instanceof Effect.Answer answer && answer.reply() instanceof Reply.Pulled) {
                checkReads(state, reads.whole(partition, answer.worker()));
            }
        }
    }

    /** What is announced by a clock goes out ahead of that clock: whoever hears the clock may start the next. */
    private static void checkAhead(Region state, List<Effect> effects) {
        if (!state.job().model().announces() || state.job().policy() != Job.Policy.WAIT) {
            return;
        }
        var told = new TreeMap<Long, Integer>();
        for (Effect effect : effects) {
            if (!(effect instanceof Effect.Send send)) {
                continue;
            }
            long link = (long) send.version() << 32 | send.peer();
            if (send.message() instanceof Message.Clock clock) {
                told.put(link, clock.clock());
            } else if (send.message() instanceof Announce warning) {
                Violation.check(
                        told.getOrDefault(link, Clocks.NONE) < warning.clock(),
                        "I4",
                        "%s says clock %s to %s ahead of: %s",
                        state.job().name(state.self()),
                        told.get(link),
                        state.job().name(send.peer()),
                        warning);
            }
        }
    }

    private void hear(Region state, Frame frame) {
        List<Announce> news = warnings(frame.message());
        if (news.isEmpty()) {
            return;
        }
        for (Links links : state.versions()) {
            Link link =
                    links.version() == frame.version() && !links.isHeld()
                            ? links.link(frame.from())
                            : null;
            if (link != null && link.peer().session() == frame.session()) {
                List<Announce> open =
                        heard.computeIfAbsent(place(state, links, link), key -> new ArrayList<>());
                for (Announce warning : news) {
                    checkPassedOn(state, link, warning);
                    if (open.stream().noneMatch(other -> isSame(other, warning))) {
                        open.add(warning);
                    }
                }
            }
        }
    }

    private static Place place(Region state, Links links, Link link) {
        return new Place(state.self(), state.partition(), links.version(), link.peer().region());
    }

    private static List<Announce> warnings(Message message) {
        if (message instanceof Announce warning) {
            return List.of(warning);
        }
        return message instanceof Message.Statement statement
                ? statement.announcements()
                : List.of();
    }

    private static boolean isSame(Announce one, Announce other) {
        return one.clock() == other.clock() && Arrays.equals(one.ids(), other.ids());
    }

    private static void checkPassedOn(Region state, Link link, Announce warning) {
        for (Link into : link.into()) {
            Violation.check(
                    link.in().through() >= warning.clock()
                            || into.out().through() >= warning.clock()
                            || into.out().announcements().stream()
                                    .anyMatch(open -> isSame(open, warning)),
                    "I4",
                    "%s does not pass on to %s what %s has said: %s",
                    state.job().name(state.self()),
                    state.job().name(into.peer().region()),
                    state.job().name(link.peer().region()),
                    warning);
        }
    }

    private void checkReads(Region state, Reply.Pulled pulled) {
        for (Links links : state.versions()) {
            for (Link link : links.all()) {
                List<Announce> open = heard.get(place(state, links, link));
                if (open != null && link.isLive()) {
                    open.forEach(warning -> checkRead(state, link, warning, pulled));
                }
            }
        }
    }

    private static void checkRead(Region state, Link link, Announce warning, Reply.Pulled pulled) {
        if (warning.clock() <= link.in().through() || warning.clock() >= pulled.clock()) {
            return;
        }
        for (int id : warning.ids()) {
            Violation.check(
                    pulled.rows().get(id) == null,
                    "I4",
                    "a worker of %s reads row %d for clock %d, but %s has announced it by clock %d"
                            + " and is through %d",
                    state.job().name(state.self()),
                    id,
                    pulled.clock(),
                    state.job().name(link.peer().region()),
                    warning.clock(),
                    link.in().through());
        }
    }

    @Override
    public void durable(long nanos, int region, int partition, Record record) {
        if (record instanceof Record.BatchArrived arrived) {
            List<Announce> open =
                    heard.get(new Place(region, partition, arrived.version(), arrived.from()));
            if (open != null) {
                open.removeIf(warning -> warning.clock() <= arrived.batch().through());
            }
        }
    }

    @Override
    public void crashed(long nanos, int region, boolean hasDisk) {
        if (!hasDisk) {
            heard.keySet().removeIf(place -> place.region == region);
        }
    }
}
