package sparkgaia.lab.swarm;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Region;
import sparkgaia.core.link.Link;
import sparkgaia.core.link.Links;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Message.Announce;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.message.Message.Clock;
import sparkgaia.core.message.Message.Statement;
import sparkgaia.core.message.Request.Pull;
import sparkgaia.core.sync.Wait;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Announcements, and the readers whom they hold up. */
final class BarrierWatcher implements Watcher {
    private final Tally tally;
    private final List<Flight> flights = new ArrayList<>();
    private final TreeMap<Place, Pull> pulls = new TreeMap<>();
    private final TreeMap<Place, TreeSet<Integer>> barredBy = new TreeMap<>();

    /** An announcement that is under way. */
    private record Flight(int from, int to, int partition, int clock) {}

    BarrierWatcher(Tally tally) {
        this.tally = tally;
    }

    @Override
    public void before(Scene scene) {
        Message message = scene.message();
        if (message instanceof Announce announcement) {
            flights.remove(
                    new Flight(
                            scene.link().peer().region(),
                            scene.region(),
                            scene.partition(),
                            announcement.clock()));
            announcement(scene.link(), announcement);
        } else if (message instanceof Statement statement) {
            tally.saw(Situation.ANNOUNCEMENT_RESTATED, !statement.announcements().isEmpty());
        } else if (message instanceof Clock clock) {
            clock(scene, clock);
        } else if (scene.event() instanceof Event.LinkReady ready) {
            flights.removeIf(
                    flight ->
                            flight.from == ready.peer()
                                    && flight.to == scene.region()
                                    && flight.partition == scene.partition());
        }
    }

    private void announcement(Link link, Announce announcement) {
        if (link.in().through() >= announcement.clock()) {
            tally.saw(Situation.BATCH_BEFORE_ANNOUNCEMENT);
            return;
        }
        for (int id : announcement.ids()) {
            if (link.barrier().isBarred(id, announcement.clock())) {
                tally.saw(Situation.ANNOUNCED_AGAIN);
                return;
            }
        }
    }

    private void clock(Scene scene, Clock clock) {
        int from = scene.link().peer().region();
        for (Flight flight : flights) {
            if (flight.from == from
                    && flight.to == scene.region()
                    && flight.partition != scene.partition()
                    && flight.clock <= clock.clock()) {
                tally.saw(Situation.CLOCK_BEFORE_OTHER_ANNOUNCEMENT);
                return;
            }
        }
    }

    @Override
    public void after(Scene scene, List<Effect> effects) {
        if (!scene.state().job().model().announces()) {
            return;
        }
        if (scene.request() instanceof Pull pull) {
            Place place = new Place(scene.region(), scene.partition(), pull.worker());
            pulls.put(place, pull);
            barredBy.remove(place);
        }
        for (Effect effect : effects) {
            if (effect instanceof Effect.Answer answer) {
                Place place = new Place(scene.region(), scene.partition(), answer.worker());
                pulls.remove(place);
                boolean wasBarred = barredBy.remove(place) != null;
                tally.saw(
                        Situation.PULL_FREED_BY_BATCH,
                        wasBarred && scene.message() instanceof Batch);
            }
        }
        Place first = new Place(scene.region(), scene.partition(), -1);
        Place last = new Place(scene.region(), scene.partition(), Integer.MAX_VALUE);
        pulls.subMap(first, last).forEach((place, pull) -> look(place, pull, scene.state()));
    }

    private void look(Place place, Pull pull, Region state) {
        TreeSet<Integer> barring = barring(pull, state);
        if (barring.isEmpty() || barredBy.containsKey(place) || !isAllItWaitsFor(pull, state)) {
            return;
        }
        barredBy.put(place, barring);
        tally.saw(Situation.PULL_BARRED);
        boolean isMutual = false;
        for (var other : barredBy.entrySet()) {
            isMutual |=
                    other.getKey().partition() == place.partition()
                            && barring.contains(other.getKey().region())
                            && other.getValue().contains(place.region());
        }
        tally.saw(Situation.BARRED_BOTH_WAYS, isMutual);
    }

    private static TreeSet<Integer> barring(Pull pull, Region state) {
        var regions = new TreeSet<Integer>();
        for (Links links : state.versions()) {
            for (Link link : links.all()) {
                if (!link.isLive() || link.barrier().isOpen()) {
                    continue;
                }
                for (int id : pull.ids()) {
                    if (link.barrier().isBarred(id, pull.clock())) {
                        regions.add(link.peer().region());
                    }
                }
            }
        }
        return regions;
    }

    private static boolean isAllItWaitsFor(Pull pull, Region state) {
        for (String text : state.waits()) {
            if (text.startsWith("worker " + pull.worker() + " ")) {
                return text.contains(Wait.BARRIER.text());
            }
        }
        return false;
    }

    @Override
    public void carriedOut(int region, int partition, Effect effect) {
        if (effect instanceof Effect.Send send && send.message() instanceof Announce announced) {
            flights.add(new Flight(region, send.peer(), partition, announced.clock()));
        }
    }

    @Override
    public void crashed(int region, boolean hasDisk) {
        flights.removeIf(flight -> flight.from == region || flight.to == region);
        pulls.keySet().removeIf(place -> place.region() == region);
        barredBy.keySet().removeIf(place -> place.region() == region);
    }
}
