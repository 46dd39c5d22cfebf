package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Jobs in files: made, played in the lab, and refused where a worker could not train. */
class JobCommandTest {
    @TempDir private Path folder;
    private String out;
    private String err;

    private int gaia(String... line) {
        var outWriter = new StringWriter();
        var errWriter = new StringWriter();
        int status =
                Gaia.run(line, new PrintWriter(outWriter, true), new PrintWriter(errWriter, true));
        out = outWriter.toString();
        err = errWriter.toString();
        return status;
    }

    private Path shards(String model, String seed) {
        Path dir = folder.resolve(model + seed);
        int status =
                gaia(
                        "lab",
                        "shards",
                        "--data",
                        "generated",
                        "--users",
                        "120",
                        "--items",
                        "80",
                        "--ratings",
                        "1000",
                        "--regions",
                        "eu,us,ap",
                        "--workers",
                        "2",
                        "--rank",
                        "4",
                        "--epochs",
                        "2",
                        "--clocks-per-epoch",
                        "4",
                        "--model",
                        model,
                        "--seed",
                        seed,
                        "--partitions",
                        "2",
                        "--out",
                        dir.toString());
        assertEquals(0, status, err);
        return dir;
    }

    private String played(Path dir, String... more) {
        String[] line = {"lab", "job", dir.toString()};
        String[] all = java.util.Arrays.copyOf(line, line.length + more.length);
        System.arraycopy(more, 0, all, line.length, more.length);
        assertEquals(0, gaia(all), err);
        return out;
    }

    private static String tables(String said) {
        return said.lines().filter(line -> line.startsWith("tables ")).findFirst().orElseThrow();
    }

    @Test
    void aJobInAFileIsTheSameHoweverFastItsNetworkIs() throws IOException {
        Path dir = shards("bsp", "1");
        String tables = tables(played(dir));
        Path wan = folder.resolve("wan.csv");
        Files.writeString(wan, "region,ap,eu,us\nap,9,1,1\neu,1,9,1\nus,1,1,9\n");
        assertEquals(tables, tables(played(dir, "--wan", wan.toString(), "--clock-ms", "5")));
        assertNotEquals(tables, tables(played(shards("bsp", "2"))));
    }

    @Test
    void clocksOfAFixedTimeTakeThatTime() throws IOException {
        Path json = folder.resolve("job.json");
        played(shards("bsp", "1"), "--clock-ms", "1000", "--json", json.toString());
        String text = Files.readString(json);
        double seconds =
                Double.parseDouble(text.replaceAll("(?s).*\"seconds\": ([0-9.]+).*", "$1"));
        assertTrue(seconds > 8 && seconds < 8.5, text);
    }

    @Test
    void regionsOfAnotherNetworkAreNamed() throws IOException {
        Path wan = folder.resolve("wan.csv");
        Files.writeString(wan, "region,eu,us\neu,9,1\nus,1,9\n");
        assertEquals(1, gaia("lab", "job", shards("bsp", "1").toString(), "--wan", wan.toString()));
        assertTrue(err.contains("there is no region \"ap\""), err);
    }

    private void workerRefused(Path job, String words, String... more) throws IOException {
        Path token = folder.resolve("token");
        Files.writeString(token, "0123456789abcdef");
        Path dir = job.getParent();
        String[] line = {
            "worker",
            "--sidecar",
            "127.0.0.1:1",
            "--plain",
            "--token-file",
            token.toString(),
            "--job",
            job.toString(),
            "--data",
            dir.resolve("shard-0.csv").toString()
        };
        String[] all = java.util.Arrays.copyOf(line, line.length + more.length);
        System.arraycopy(more, 0, all, line.length, more.length);
        assertEquals(1, gaia(all), out);
        assertTrue(err.startsWith("gaia: ") && err.lines().count() == 1, err);
        assertTrue(err.contains(words), err);
    }

    @Test
    void aWorkerIsRefusedBeforeItCallsAnybody() throws IOException {
        Path dir = shards("gaia", "1");
        Path job = dir.resolve("job");
        String text = Files.readString(job);
        workerRefused(job, "worker 2 is of region us, not eu", "--worker", "2", "--region", "eu");
        workerRefused(job, "has workers 0 to 5, no 6", "--worker", "6", "--region", "eu");
        Path other = dir.resolve("other");
        Files.writeString(other, text.replace("trainer.kind = mf", "trainer.kind = java.Evil"));
        workerRefused(other, "trainer.kind is \"java.Evil\"", "--worker", "0", "--region", "eu");
        Files.writeString(other, text.replace("trainer.rank = 4", "trainer.rank = 5"));
        workerRefused(other, "its tables or metrics are not", "--worker", "0", "--region", "eu");
        Files.writeString(other, text + "colour = red\n");
        workerRefused(other, "colour is unknown", "--worker", "0", "--region", "eu");
    }
}
