package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fetches from the real registries, into a cache that is empty. */
@Tag("slow")
class FetchTest {
    @TempDir private Path folder;

    @Test
    void aWheelAndADebianPackageCanBeHad() throws IOException {
        var cache = new DataCache(folder, DataCache.Tools.ofThisMachine());
        Path file =
                cache.wheelMember(
                        "movielens",
                        "recbole",
                        "1.2.1",
                        "recbole/dataset_example/ml-100k/ml-100k.inter");
        assertTrue(Files.size(file) > 1_000_000, file + " has " + Files.size(file) + " bytes");

        Path tree = cache.debian("perl", "perl-doc");
        assertTrue(Files.isDirectory(tree.resolve("usr/share")), tree.toString());
        try (var all = Files.list(folder)) {
            assertEquals(2, all.count());
        }
    }
}
