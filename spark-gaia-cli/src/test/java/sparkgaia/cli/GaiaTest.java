package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.lab.scenarios.Stories;
import sparkgaia.lab.scenarios.Story;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class GaiaTest {
    @TempDir private Path folder;

    @Test
    void anUnknownWordIsAnsweredWithTheNearest() {
        Answer.to("labb").fails(2, "unknown command \"labb\"; the nearest is \"lab\"");
        Answer.to("lab", "crahs").fails(2, "unknown command \"crahs\"; the nearest is \"crash\"");
        Answer.to("lab", "crash", "--sede=3").fails(2, "\"--sede\"; the nearest is \"--seed\"");
        Answer.to("lab", "swarm", "--sedes", "3").fails(2, "the nearest is \"--seeds\"");
        Answer.to("lab", "crash", "--model", "giaa").fails(2, "the nearest is \"gaia\"");
        Answer.to("lab", "crash", "--wan", "ec3").fails(2, "the nearest is \"ec2\"");
        Answer.to("lab", "mf", "--models", "bsp,giaa").fails(2, "the nearest is \"gaia\"");
        Answer.to("lab", "mf", "--models", "bsp,giaa").fails(2, "there are bsp, bsp-sharded, ssp");
        Answer.to("lab", "mf", "--wan", "ec3").fails(2, "the nearest is \"ec2\"");
        Answer.to("lab", "explain", "craash").fails(2, "the nearest is \"crash\"");
        Answer.to("lab", "explain", "crash", "--case", "clam").fails(2, "nearest is \"calm\"");
        Answer.to("lab", "explain", "--seed", "1", "--region", "Tokio").fails(2, "nearest is");
    }

    @Test
    void wrongUsageIsStatusTwo() {
        Answer.to().fails(2, "which command?");
        Answer.to("lab").fails(2, "which command?");
        Answer.to("lab", "explain").fails(2, "say which");
        Answer.to("lab", "crash", "--clocks", "many").fails(2, "'many' is not an int");
        Answer.to("lab", "crash", "--wan", "mine.csv").fails(2, "needs --latency");
    }

    @Test
    void aStudyThatWouldTryNothingIsWrongUsage() throws IOException {
        Path one = Files.writeString(folder.resolve("one.csv"), "region,A\nA,1000\n");
        Answer.to("lab", "mf", "--wan", one.toString()).fails(2, "one.csv has one region");
        Answer.to("lab", "mf", "--wan", "ss", "--latency", "l.csv").fails(2, "for --wan FILE.csv");
    }

    @Test
    void aStoryTakesOnlyTheOptionsThatItHeeds() {
        Answer.to("lab", "models", "--model", "bsp").fails(2, "unknown option \"--model\"");
        Answer.to("lab", "speed", "--wan", "ec2").fails(2, "unknown option \"--wan\"");
    }

    @Test
    void badInputIsOneLineWithTheAllowedRange() {
        for (String[] bad :
                new String[][] {
                    {"--clocks", "0"},
                    {"--budget", "7"},
                    {"--bits", "1"},
                    {"--age", "0"},
                    {"--lease", "0"},
                    {"--staleness", "-1"},
                    {"--seeds", "0"}
                }) {
            Answer answer =
                    Answer.to("lab", "straggler", bad[0], bad[1]).fails(1, "must be between ");
            assertEquals(1, answer.err().lines().count(), answer.err());
        }
        Answer.to("lab", "crash", "--model", "paper", "--threshold", "-1")
                .fails(1, "significance threshold is -1.0");
        Answer.to("lab", "crash", "--regions", "12").fails(1, "there are 11");
        Answer.to("lab", "swarm", "--seeds", "0").fails(1, "seeds is 0");
        Answer.to("lab", "explain", "--seed", "1", "--to", "-1").fails(1, "--to is -1.0");
    }

    @Test
    void aNetworkThatCannotBeUsedIsRefusedByLineAndColumn() throws IOException {
        Path mbps = folder.resolve("mbps.csv");
        Path millis = folder.resolve("ms.csv");
        Files.writeString(mbps, "region,A,B\nA,1000,100\nB,-7,1000\n");
        Files.writeString(millis, "region,A,B\nA,0,30\nB,30,0\n");
        String[] line = {
            "lab",
            "crash",
            "--wan",
            mbps.toString(),
            "--latency",
            millis.toString(),
            "--clocks",
            "3"
        };
        Answer.to(line).fails(1, "mbps.csv line 3 column 2 (A): -7 Mb/s is negative");
        Files.writeString(mbps, "region,A,B\nA,1000,100\nB,100,1000\n");
        Answer.to(line).isDone();
        Files.delete(millis);
        Answer.to(line).fails(1, "ms.csv: there is no such file or folder");
    }

    @Test
    void everyCommandHasHelpAndAVersion() {
        assertTrue(Answer.to("--version").isDone().out().startsWith("gaia "));
        assertFalse(Answer.to("--version").out().contains("$"));
        assertTrue(Answer.to("--help").isDone().out().contains("lab"));
        assertTrue(Answer.to("lab", "--help").isDone().out().contains("swarm"));
        for (String name : List.of("list", "swarm", "explain", "demo")) {
            assertTrue(Answer.to("lab", name, "--help").isDone().out().contains("Usage: gaia lab"));
        }
        for (Story story : Stories.all()) {
            String help = Answer.to("lab", story.name(), "--help").isDone().out();
            assertTrue(help.contains(story.about()), help);
            assertTrue(Answer.to("lab", "list").out().contains(story.about()));
        }
    }

    @Test
    void theSwarmEndsWithASummaryAndWritesJson() throws IOException {
        Path file = folder.resolve("swarm.json");
        Answer answer =
                Answer.to("lab", "swarm", "--seed", "3", "--seeds", "5", "--json", file.toString())
                        .isDone();
        String last = answer.out().lines().reduce((before, line) -> line).orElseThrow();
        assertTrue(last.matches("swarm: 5 seeds from 3, .* no violation in .* seeds/s\\)"), last);
        Map<?, ?> report = (Map<?, ?>) JsonText.read(Files.readString(file));
        assertEquals("swarm", report.get("command"));
        assertEquals(3.0, report.get("firstSeed"));
        assertEquals(5.0, report.get("seeds"));
        assertEquals(List.of(), report.get("violations"));
        assertTrue((Double) report.get("events") > 0);
    }

    @Test
    void aStoryIsToldTheSameTwiceAndWritesJson() throws IOException {
        Path file = folder.resolve("crash.json");
        String[] line = {
            "lab", "crash", "--clocks", "20", "--seeds", "2", "--json", file.toString()
        };
        Answer.to(line).isDone();
        List<?> first = hashes(file);
        Answer.to(line).isDone();
        assertEquals(first, hashes(file));
        assertEquals(4, first.size());
    }

    private static List<?> hashes(Path file) throws IOException {
        Map<?, ?> report = (Map<?, ?>) JsonText.read(Files.readString(file));
        assertEquals("crash", report.get("command"));
        return ((List<?>) report.get("runs"))
                .stream()
                        .flatMap(run -> ((List<?>) ((Map<?, ?>) run).get("cases")).stream())
                        .map(one -> ((Map<?, ?>) one).get("traceHash"))
                        .toList();
    }

    @Test
    void aSeedAndAStoryAreExplained() {
        Answer seed = Answer.to("lab", "explain", "--seed", "7").isDone();
        assertTrue(seed.out().startsWith("seed 7: "), seed.out());
        assertTrue(seed.out().contains("Who waited for what"), seed.out());
        Answer story =
                Answer.to("lab", "explain", "crash", "--from", "2.9", "--to", "6.5").isDone();
        assertTrue(story.out().contains("*** California dies"), story.out());
        assertTrue(story.out().contains("*** California is started again"), story.out());
        assertFalse(story.out().contains("heartbeat sent"), story.out());
    }

    @Test
    @Tag("slow")
    void theDemoHolds() throws IOException {
        Path file = folder.resolve("demo.json");
        Answer answer = Answer.to("lab", "demo", "--json", file.toString());
        assertEquals(0, answer.status(), answer.out());
        assertTrue(answer.out().contains("the result is the same to the last bit"), answer.out());
        Map<?, ?> report = (Map<?, ?>) JsonText.read(Files.readString(file));
        assertEquals(3, ((List<?>) report.get("rows")).size());
    }
}
