package sparkgaia.lab.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

/** T8: a swarm that never gets into a situation says nothing about the rule that is there for it. */
class SituationsTest {
    private static final int SITUATIONS_MIN = 32;

    private static Situations seen(long seed) {
        var seen = new Situations();
        var result = Swarm.run(seed, null, List.of(seen));
        assertEquals(null, result.violation(), "seed " + seed);
        return seen;
    }

    @Test
    @Tag("slow")
    void everySituationIsMetWithinItsSeeds() {
        assertTrue(Situation.values().length >= SITUATIONS_MIN);
        var all = new Situations();
        for (long seed = 1; seed <= Situations.SEEDS_MAX && !all.unseen().isEmpty(); seed++) {
            all.add(seen(seed));
        }
        assertEquals(
                List.of(),
                all.unseen(),
                "never met in "
                        + Situations.SEEDS_MAX
                        + " seeds: give SwarmSeed a stronger draw, or say why it cannot happen");
    }

    @Test
    void someSeedsMeetMostSituations() {
        var all = new Situations();
        for (long seed = 1; seed <= 100; seed++) {
            all.add(seen(seed));
        }
        assertTrue(
                all.unseen().size() <= Situation.values().length / 2,
                "not met in 100 seeds: " + all.unseen());
    }

    @Test
    void watchingChangesNothing() {
        for (long seed = 1; seed <= 20; seed++) {
            long hash = Swarm.run(seed).outcome().traceHash();
            var watched = Swarm.run(seed, null, List.of(new Situations()));
            assertEquals(hash, watched.outcome().traceHash(), "seed " + seed);
        }
    }

    @Test
    void countsOfRunsAddUp() {
        Situations first = seen(1);
        Situations second = seen(2);
        var both = new Situations();
        both.add(first);
        both.add(second);
        both.counts()
                .forEach(
                        (situation, times) ->
                                assertEquals(
                                        first.counts().get(situation)
                                                + second.counts().get(situation),
                                        times,
                                        situation.name()));
    }

    @Test
    void everySituationIsToldInOneLine() {
        for (Situation situation : Situation.values()) {
            assertTrue(situation.text().length() > 20, situation.name());
            assertTrue(situation.text().length() <= 100, situation.name());
        }
    }
}
