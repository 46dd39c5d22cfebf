package sparkgaia.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

class DataFolderTest {
    @TempDir private Path above;

    private void refused(String words, Path folder, long freeMin) {
        var refused = assertThrows(CannotStart.class, () -> DataFolder.open(folder, freeMin));
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
    }

    @Test
    void aFolderIsMadeForItsOwnerAlone() throws IOException {
        Path folder = above.resolve("a/b");
        try (var data = DataFolder.open(folder, 0)) {
            assertEquals(folder, data.path());
            assertEquals(
                    "rwx------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        }
    }

    @Test
    void oneProcessAtATimeHasIt() throws IOException {
        long self = ProcessHandle.current().pid();
        var data = DataFolder.open(above, 0);
        assertEquals(Optional.of(self), DataFolder.holderNow(above));
        refused("is in use by process " + self + "; stop it", above, 0);
        data.close();
        assertEquals(Optional.empty(), DataFolder.holderNow(above));
        DataFolder.open(above, 0).close();
    }

    @Test
    void whatIsNoFolderIsRefused() throws IOException {
        Path file = Files.createFile(above.resolve("file"));
        refused("is a file; choose a folder", file, 0);
        refused("cannot be made", file.resolve("below"), 0);
    }

    @Test
    void aFullDiskIsRefusedAndTheFolderLetGo() throws IOException {
        refused("less than gaia.disk.freeMin", above, Long.MAX_VALUE);
        DataFolder.open(above, 0).close();
    }
}
