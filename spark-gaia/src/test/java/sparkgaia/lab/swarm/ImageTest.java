package sparkgaia.lab.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.DurableState;
import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Record;
import sparkgaia.core.Record.Image;
import sparkgaia.core.Region;
import sparkgaia.lab.Dice;
import sparkgaia.lab.Observer;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Replaying an image and what came after it gives the state that replaying the whole journal gives: at the restarts of
 * the swarm, whose disks take snapshots, and at points of every journal drawn at random.
 */
class ImageTest {
    private static final int SEEDS = 200;
    private static final double CHECK_CHANCE = 0.01;
    private static final TreeSet<String> MODELS =
            new TreeSet<>(
                    List.of(
                            "async",
                            "bsp",
                            "gaia",
                            "gaia-counts",
                            "isolated",
                            "local-sgd",
                            "overlapped-sgd",
                            "paper",
                            "ssp0",
                            "ssp1",
                            "ssp1-by-clock",
                            "ssp2"));

    /** Keeps every journal whole, whatever the disks do, and compares. */
    private static final class Journals implements Observer {
        private final TreeMap<Place, List<Record>> durable = new TreeMap<>();
        private final TreeMap<Place, List<Record>> decided = new TreeMap<>();
        private final TreeMap<Place, Integer> imagedAt = new TreeMap<>();
        private final TreeMap<Place, List<Record>> images = new TreeMap<>();
        private final TreeSet<Integer> wiped = new TreeSet<>();
        private final TreeMap<String, Integer> seen;
        private final Dice dice;
        private int compared;

        Journals(long seed, TreeMap<String, Integer> seen) {
            this.dice = Dice.of(seed, "images");
            this.seen = seen;
        }

        @Override
        public void durable(long nanos, int region, int partition, Record record) {
            durable.computeIfAbsent(Place.of(region, partition), key -> new ArrayList<>())
                    .add(record);
        }

        @Override
        public void after(
                long nanos,
                int region,
                int partition,
                Region state,
                Event event,
                List<Effect> effects) {
            Place place = Place.of(region, partition);
            var journal = decided.computeIfAbsent(place, key -> new ArrayList<>());
            for (Effect effect : effects) {
                if (effect instanceof Effect.Persist persist) {
                    journal.add(persist.record());
                }
            }
            if (images.containsKey(place) && dice.chance(CHECK_CHANCE)) {
                var records = new ArrayList<>(images.get(place));
                records.addAll(journal.subList(imagedAt.get(place), journal.size()));
                compare(state, replayed(state, records), replayed(state, journal));
            }
            if (dice.chance(CHECK_CHANCE)) {
                images.put(place, image(state));
                imagedAt.put(place, journal.size());
                compare(state, replayed(state, images.get(place)), replayed(state, journal));
                images.get(place).forEach(record -> count(record));
            }
        }

        private void count(Record record) {
            seen.merge(record.getClass().getSimpleName(), 1, Integer::sum);
        }

        @Override
        public void crashed(long nanos, int region, boolean hasDisk) {
            for (var journals : List.of(durable, decided, images)) {
                journals.keySet().removeIf(place -> place.region() == region && !hasDisk);
            }
            images.keySet().removeIf(place -> place.region() == region);
            if (!hasDisk) {
                wiped.add(region);
            }
        }

        @Override
        public void restarted(long nanos, int region, int partition, Region state) {
            Place place = Place.of(region, partition);
            var journal = durable.getOrDefault(place, List.of());
            decided.put(place, new ArrayList<>(journal));
            compare(state, state, replayed(state, journal));
        }

        private Region replayed(Region like, List<Record> records) {
            boolean isNewcomer =
                    wiped.contains(like.self())
                            || !like.job().topology(like.partition()).hasMember(like.self());
            var region = new Region(like.job(), like.self(), like.partition(), isNewcomer);
            records.forEach(region::replay);
            return region;
        }

        private void compare(Region live, Region fromImage, Region fromJournal) {
            int forgotten =
                    Math.max(
                            DurableState.forgotten(fromImage), DurableState.forgotten(fromJournal));
            assertEquals(
                    DurableState.of(fromJournal, forgotten),
                    DurableState.of(fromImage, forgotten),
                    () -> "partition " + live.partition() + " of region " + live.self());
            compared++;
        }
    }

    private static List<Record> image(Region region) {
        var image = new ArrayList<Record>();
        region.image(image::add);
        assertTrue(image.get(0) instanceof Image.Life, "it begins with the life");
        assertTrue(image.get(image.size() - 1) instanceof Image.Whole, "and ends whole");
        return image;
    }

    @Test
    void anImageAndTheRestGiveWhatTheJournalGives() {
        var seen = new TreeMap<String, Integer>();
        var models = new TreeSet<String>();
        int compared = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            var journals = new Journals(seed, seen);
            var result = Swarm.run(seed, null, List.of(journals));
            assertNull(result.violation(), "seed " + seed);
            models.add(new SwarmSeed(seed).model().toString());
            compared += journals.compared;
        }
        assertTrue(compared > 10 * SEEDS, compared + " states were compared");
        assertEquals(MODELS, models);
        for (Class<?> kind : kinds(Image.class)) {
            boolean isSeen = seen.containsKey(kind.getSimpleName());
            // SlicesTest has one: a refusal comes too seldom.
            assertTrue(isSeen || kind == Image.ProposalDead.class, "no image had a " + kind);
        }
    }

    private static List<Class<?>> kinds(Class<?> sealed) {
        var kinds = new ArrayList<Class<?>>();
        for (Class<?> kind : sealed.getPermittedSubclasses()) {
            if (kind.isInterface()) {
                kinds.addAll(kinds(kind));
            } else {
                kinds.add(kind);
            }
        }
        return kinds;
    }
}
