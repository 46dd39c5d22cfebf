package sparkgaia.lab.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** T7: the swarm finds every planted bug, so it would find one of ours. */
class MutantsTest {
    private static final int SEEDS_MAX = 1000;
    private static final int THREADS = 2;
    private static final int MUTANTS_MIN = 12;

    /** The first seed that found a mutant, and what was broken; seed 0 if none did. */
    private record Found(String mutant, long seed, String violation) {
        @Override
        public String toString() {
            String what = violation.length() > 110 ? violation.substring(0, 110) : violation;
            return String.format(
                    "%-45s %8s  %s", mutant, seed == 0 ? "survived" : "seed " + seed, what);
        }
    }

    @Test
    void everyPlantedBugStillFitsItsSource() {
        List<Mutant> mutants = Mutant.all();
        assertTrue(mutants.size() >= MUTANTS_MIN, mutants.size() + " mutants");
        mutants.forEach(mutant -> assertFalse(MutantLoader.plant(mutant).isEmpty()));
    }

    @Test
    @Tag("slow")
    void theSwarmFindsEveryPlantedBug() throws Exception {
        List<Mutant> mutants = Mutant.all();
        var hunts = new ArrayList<Callable<Found>>();
        for (Mutant mutant : mutants) {
            if (!mutant.isRare()) {
                hunts.add(() -> hunt(mutant.name(), MutantLoader.of(mutant), SEEDS_MAX));
            }
        }
        List<Found> found = run(hunts);
        found.forEach(System.out::println);
        List<String> survivors =
                found.stream().filter(mutant -> mutant.seed == 0).map(Found::mutant).toList();
        assertEquals(List.of(), survivors, "the swarm does not see these bugs");

        // What found them was the bug, and not a seed that fails without one.
        long last = found.stream().mapToLong(Found::seed).max().orElseThrow();
        assertEquals(0, hunt("nothing planted", MutantLoader.unchanged(), last).seed);
    }

    private static List<Found> run(List<Callable<Found>> hunts) throws Exception {
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            var found = new ArrayList<Found>();
            for (Future<Found> hunt : threads.invokeAll(hunts)) {
                found.add(hunt.get());
            }
            return found;
        } catch (ExecutionException broken) {
            throw broken.getCause() instanceof RuntimeException known ? known : broken;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Found hunt(String name, ClassLoader classes, long seeds) throws Exception {
        Method swarm = classes.loadClass(Swarm.class.getName()).getMethod("run", long.class);
        Method violation = swarm.getReturnType().getMethod("violation");
        for (long seed = 1; seed <= seeds; seed++) {
            try {
                Object broken = violation.invoke(swarm.invoke(null, seed));
                if (broken != null) {
                    return new Found(name, seed, broken.toString());
                }
            } catch (InvocationTargetException thrown) {
                return new Found(name, seed, thrown.getCause().toString());
            }
        }
        return new Found(name, 0, "");
    }
}
