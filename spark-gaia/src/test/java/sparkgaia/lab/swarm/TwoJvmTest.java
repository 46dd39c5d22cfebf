package sparkgaia.lab.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** T2, I9: a seed gives the same trace in another JVM, whatever that JVM is told about everything but the seed. */
@Tag("slow")
class TwoJvmTest {
    private static final int SEEDS = 200;
    private static final int INTERPRETED_SEEDS = 20;

    @Test
    void anotherCompilerCollectorLocaleAndHashSeedChangeNoTrace() throws Exception {
        List<String> there =
                hashes(
                        SEEDS,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UnlockExperimentalVMOptions",
                        "-XX:hashCode=3",
                        "-Duser.language=tr",
                        "-Duser.timezone=Pacific/Kiritimati",
                        "-Dfile.encoding=ISO-8859-1");
        assertEquals(TraceHashes.of(1, SEEDS), there);
        assertTrue(there.stream().distinct().count() == SEEDS, "equal traces of two seeds");
    }

    @Test
    void anInterpreterGivesTheSameTraces() throws Exception {
        assertEquals(TraceHashes.of(1, INTERPRETED_SEEDS), hashes(INTERPRETED_SEEDS, "-Xint"));
    }

    private static List<String> hashes(int seeds, String... flags)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(TraceHashes.class.getName(), "1", String.valueOf(seeds)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output.lines().toList();
    }
}
