package sparkgaia.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class AgendaTest {
    @Test
    void whatIsDueFirstComesFirstAndEqualTimesKeepTheirOrder() {
        var dice = new Dice(7);
        var simulation = new Simulation();
        List<long[]> seen = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            long number = i;
            long time = dice.below(200);
            simulation.at(time, () -> seen.add(new long[] {time, number}));
        }
        simulation.runUntil(1000);
        assertEquals(5000, seen.size());
        assertEquals(5000, simulation.events());
        assertEquals(1000, simulation.now());
        for (int i = 1; i < seen.size(); i++) {
            long[] before = seen.get(i - 1);
            long[] after = seen.get(i);
            assertTrue(before[0] < after[0] || before[0] == after[0] && before[1] < after[1]);
        }
    }

    @Test
    void whatIsAskedForNowComesAfterWhatIsAlreadyDue() {
        var simulation = new Simulation();
        var seen = new ArrayList<String>();
        simulation.at(
                5,
                () -> {
                    seen.add("first");
                    simulation.after(0, () -> seen.add("third"));
                });
        simulation.at(5, () -> seen.add("second"));
        simulation.runUntil(5);
        assertEquals(List.of("first", "second", "third"), seen);
    }
}
