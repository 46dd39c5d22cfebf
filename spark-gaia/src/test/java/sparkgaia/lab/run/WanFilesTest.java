package sparkgaia.lab.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.lab.wan.BadWan;
import sparkgaia.lab.wan.Wan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class WanFilesTest {
    @Test
    void thePresetsAreThePapersNetworks() {
        Wan vc = WanFiles.preset("vc");
        Wan ss = WanFiles.preset("ss");
        assertEquals(11, WanFiles.preset("ec2").size());
        assertEquals(List.of("Virginia", "California"), vc.names());
        assertEquals(115, vc.mbps(0, 1));
        assertEquals(34, vc.latencyMs(0, 1));
        assertEquals(16, ss.mbps(0, 1));
        assertEquals(125_000_000, ss.latencyNanos(1, 0));
        assertEquals(2_000_000, ss.bytesPerSecond(0, 1));
        assertEquals(1000, WanFiles.preset("lan").first(3).mbps(0, 2));
        assertThrows(BadWan.class, () -> WanFiles.preset("wan"));
    }

    @Test
    void aFileIsNamedInWhatIsWrongWithIt(@TempDir Path folder) throws IOException {
        Path bandwidth =
                Files.writeString(folder.resolve("b.csv"), "region,A,B\nA,1000,16\nB,x,1000\n");
        Path latency = Files.writeString(folder.resolve("l.csv"), "region,A,B\nA,0,10\nB,20,0\n");
        var bad = assertThrows(BadWan.class, () -> WanFiles.load(bandwidth, latency));
        assertEquals("b.csv line 3 column 2 (A): \"x\" is not a number of Mb/s", bad.getMessage());
        assertEquals(20, WanFiles.load(rates(folder), latency).latencyMs(1, 0));
    }

    private static Path rates(Path folder) throws IOException {
        return Files.writeString(folder.resolve("good.csv"), "region,A,B\nA,1000,16\nB,16,1000\n");
    }
}
