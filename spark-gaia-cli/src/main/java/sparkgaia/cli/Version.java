package sparkgaia.cli;

import picocli.CommandLine.IVersionProvider;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Which spark-gaia this is, as Maven wrote it down. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        try (InputStream in = Version.class.getResourceAsStream("/sparkgaia/version")) {
            byte[] bytes = Objects.requireNonNull(in, "/sparkgaia/version").readAllBytes();
            return new String[] {"gaia " + new String(bytes, StandardCharsets.UTF_8).strip()};
        }
    }
}
