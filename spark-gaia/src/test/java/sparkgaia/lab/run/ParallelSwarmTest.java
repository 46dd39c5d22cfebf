package sparkgaia.lab.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

class ParallelSwarmTest {
    @Test
    void resultsComeInTheOrderOfTheSeedsOnAnyNumberOfThreads() {
        for (int threads : new int[] {1, 2, 7}) {
            var seen = new ArrayList<Long>();
            new ParallelSwarm(threads).run(-5, 1000, seed -> seed, seen::add);
            assertEquals(LongStream.range(-5, 995).boxed().toList(), seen);
        }
    }

    @Test
    void seedsGiveTheSameOnAnyNumberOfThreads() {
        assertEquals(runs(1), runs(2));
    }

    private static List<SwarmSeedRun> runs(int threads) {
        var runs = new ArrayList<SwarmSeedRun>();
        new ParallelSwarm(threads).run(1, 20, seed -> SwarmSeedRun.of(seed, List.of()), runs::add);
        return runs;
    }

    @Test
    void itStopsWhenThereIsEnough() {
        var seen = new ArrayList<Long>();
        new ParallelSwarm(2)
                .run(
                        1,
                        1_000_000,
                        seed -> seed,
                        seed -> {
                            seen.add(seed);
                            return seed < 3;
                        });
        assertEquals(List.of(1L, 2L, 3L), seen);
    }

    @Test
    void aSummaryHasEnoughAfterTenViolations() {
        var summary = new SwarmSummary();
        for (int seed = 1; seed < SwarmSummary.VIOLATIONS_MAX; seed++) {
            assertTrue(summary.add(new SwarmSeedRun(seed, "", "broken", 1, 1, 1, 1, 1)));
            assertTrue(summary.add(new SwarmSeedRun(-seed, "", null, 1, 1, 1, 1, 1)));
        }
        assertEquals(false, summary.add(new SwarmSeedRun(0, "", "broken", 1, 1, 1, 1, 1)));
        assertEquals(10, summary.violations().size());
        assertEquals(19, summary.events());
    }

    @Test
    void aSeedThatCannotRunIsAnErrorAndNotSilence() {
        var swarm = new ParallelSwarm(2);
        assertThrows(
                IllegalStateException.class,
                () ->
                        swarm.run(
                                1,
                                10,
                                seed -> {
                                    throw new IllegalArgumentException("no");
                                },
                                result -> true));
    }
}
