package sparkgaia.lab.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.lab.Fault;
import sparkgaia.lab.Scenario;
import sparkgaia.lab.swarm.Swarm;
import sparkgaia.lab.swarm.SwarmSeed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

class NarratorTest {
    private static List<String> tell(long seed, Window window) {
        var lines = new ArrayList<String>();
        Scenario<?, ?> twin = new SwarmSeed(seed).scenario();
        var narrator = new Narrator(twin, window, lines::add);
        long told = Swarm.run(seed, narrator, List.of(narrator)).outcome().traceHash();
        assertEquals(Swarm.run(seed).outcome().traceHash(), told, "telling changed the run");
        lines.addAll(narrator.endnotes());
        return lines;
    }

    @Test
    void tellingChangesNothingAndRawRecordsAreNotShown() {
        for (long seed = 1; seed <= 30; seed++) {
            for (String line : tell(seed, Window.ALL)) {
                assertFalse(line.contains("Nanos="), line);
                assertFalse(line.contains("@"), line);
                assertFalse(line.contains("WakeAt"), line);
            }
        }
    }

    @Test
    void aWindowShowsItsRegionAndItsTime() {
        List<String> all = tell(5, Window.ALL);
        List<String> some = tell(5, new Window(0, 0, 2_000_000_000L));
        assertTrue(some.size() < all.size());
        for (String line : some) {
            if (line.matches(" *[0-9.]+  [A-Z].*")) {
                assertTrue(Double.parseDouble(line.strip().split(" ")[0]) <= 2, line);
                assertTrue(line.contains("  Virginia"), line);
            }
        }
    }

    @Test
    void everyKindOfFaultHasWordsOfItsOwn() {
        var kinds = new HashSet<Class<?>>();
        for (long seed = 1; seed <= 60; seed++) {
            Scenario<?, ?> scenario = new SwarmSeed(seed).scenario();
            var faults = new ArrayList<>(scenario.faults().faults());
            // Scenarios have it, the swarm does not.
            faults.add(new Fault.Leave(0, 0));
            for (Fault fault : faults) {
                String words = FaultWords.of(scenario.job(), fault);
                assertFalse(words.contains("["), words);
                kinds.add(fault.getClass());
            }
        }
        assertEquals(Set.of(Fault.class.getPermittedSubclasses()), kinds, "each kind is drawn");
    }
}
