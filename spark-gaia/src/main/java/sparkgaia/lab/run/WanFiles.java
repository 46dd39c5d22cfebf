package sparkgaia.lab.run;

import sparkgaia.lab.wan.BadWan;
import sparkgaia.lab.wan.Wan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Networks from files: the user's own, and the paper's, which come with the program. */
public final class WanFiles {
    private static final long FILE_BYTES_MAX = 16 << 20;

    /** One way, if nobody has measured it. */
    public static final double USUAL_LATENCY_MS = 50;

    private static final List<String> PRESETS = List.of("ec2", "vc", "ss", "three", "lan");

    private WanFiles() {}

    /** Reads a matrix of bandwidths in Mb/s and one of one-way latencies in ms, for the same regions. */
    public static Wan load(Path bandwidthCsv, Path latencyCsv) throws IOException {
        return Wan.parse(
                name(bandwidthCsv), read(bandwidthCsv), name(latencyCsv), read(latencyCsv));
    }

    /** Reads bandwidths alone, with a latency as it is between continents. */
    public static Wan load(Path bandwidthCsv) throws IOException {
        return Wan.parse(name(bandwidthCsv), read(bandwidthCsv), USUAL_LATENCY_MS);
    }

    private static String read(Path csv) throws IOException {
        if (Files.size(csv) > FILE_BYTES_MAX) {
            throw new BadWan(name(csv) + ": is larger than " + FILE_BYTES_MAX + " bytes");
        }
        // Bytes that are no UTF-8 become characters that the parser refuses by line and column.
        return new String(Files.readAllBytes(csv), StandardCharsets.UTF_8);
    }

    private static String name(Path csv) {
        return String.valueOf(csv.getFileName());
    }

    /** The networks of the paper: {@code ec2} (11 regions), {@code vc} and {@code ss} (2 each), {@code three}, {@code lan}. */
    public static Wan preset(String name) {
        return switch (name) {
            case "ec2" -> ec2();
            case "vc" -> ec2().of("Virginia", "California");
            case "ss" -> ec2().of("Singapore", "SaoPaulo");
            case "three" -> ec2().of("Virginia", "Singapore", "SaoPaulo");
            case "lan" -> Wan.lan(ec2().names());
            default ->
                    throw new BadWan(
                            "no network is called \""
                                    + name
                                    + "\"; there are "
                                    + String.join(", ", PRESETS));
        };
    }

    public static List<String> presets() {
        return PRESETS;
    }

    private static Wan ec2() {
        String bandwidth = "ec2-bandwidth-mbps.csv";
        String latency = "ec2-latency-ms.csv";
        return Wan.parse(bandwidth, resource(bandwidth), latency, resource(latency));
    }

    private static String resource(String name) {
        try (InputStream in = WanFiles.class.getResourceAsStream("/sparkgaia/lab/" + name)) {
            return new String(
                    Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
