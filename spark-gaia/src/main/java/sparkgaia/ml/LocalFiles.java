package sparkgaia.ml;

import org.apache.spark.ml.util.ReadWriteUtils;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Saving into a folder of this machine without Spark's file system, as a Connect server does with a model right after its
 * fit. Spark tells it by a state of its own, which is asked here alone.
 */
public final class LocalFiles {
    private LocalFiles() {}

    /** Whether this thread saves or loads so; before Spark 4.1 nobody did. */
    public static boolean areMeant() {
        try {
            return (Boolean) ReadWriteUtils.localSavingModeState().get();
        } catch (NoClassDefFoundError | NoSuchMethodError e) {
            return false;
        }
    }

    /** Writes something. */
    public interface Content {
        void write(DataOutputStream to) throws IOException;
    }

    public static void write(Path file, Content content) {
        try {
            Files.createDirectories(file.getParent());
            try (var out =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
                content.write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
