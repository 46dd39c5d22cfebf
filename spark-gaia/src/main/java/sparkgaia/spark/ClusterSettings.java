package sparkgaia.spark;

import org.apache.spark.SparkConf;

import scala.Tuple2;

import sparkgaia.net.Tls;
import sparkgaia.server.ledger.Certificates;
import sparkgaia.server.settings.Address;
import sparkgaia.server.settings.BadSettings;
import sparkgaia.server.settings.Given;
import sparkgaia.server.settings.Kind;
import sparkgaia.server.settings.Secret;
import sparkgaia.server.settings.Section;
import sparkgaia.server.settings.Setting;
import sparkgaia.server.settings.SettingValues;
import sparkgaia.server.settings.SettingsPage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every setting of Spark's conf that is ours, {@code spark.gaia.*}: how workers find their region's sidecar, and what they
 * show it. An unknown one is refused with the nearest name. Keys are none of them: executors have a token and the
 * authority's certificate. Immutable.
 */
public final class ClusterSettings {
    private static final String SPARK = "spark.";
    private static final String OURS = SPARK + "gaia.";
    private static final String ORIGIN = "Spark's conf";

    static final Setting<Address> ADDRESS =
            Setting.required(
                    "gaia.sidecar.REGION.address",
                    Kind.ADDRESS,
                    "frankfurt.example.org:7071",
                    "Where that region's sidecar listens for workers (its `gaia.workers.listen`). Executors of that region"
                            + " alone call it.");
    static final Setting<Optional<Secret>> REGION_TOKEN =
            Setting.of(
                    "gaia.sidecar.REGION.token",
                    Kind.OPTIONAL_SECRET,
                    "none",
                    "The token of that region's workers, where it is not the same as the others'.");
    static final Setting<Optional<Path>> REGION_TOKEN_FILE =
            Setting.of(
                    "gaia.sidecar.REGION.tokenFile",
                    Kind.OPTIONAL_PATH,
                    "none",
                    "The file with that token, on that region's executors.");
    static final Setting<Optional<Secret>> TOKEN =
            Setting.of(
                    "gaia.token",
                    Kind.OPTIONAL_SECRET,
                    "none",
                    "The token by which sidecars believe workers. Spark shows it as `***`; a file is better.");
    static final Setting<Optional<Path>> TOKEN_FILE =
            Setting.of(
                    "gaia.token.file",
                    Kind.OPTIONAL_PATH,
                    "none",
                    "The file with the token on every executor: the kit's `token`, each region's its own.");
    static final Setting<Boolean> TLS =
            Setting.of(
                    "gaia.tls",
                    Kind.SWITCH,
                    "on",
                    "Whether workers speak TLS with their sidecar. `off` is refused unless every sidecar is at an address of"
                            + " the machine itself.");
    static final Setting<Optional<Path>> AUTHORITY =
            Setting.of(
                    "gaia.ca.file",
                    Kind.OPTIONAL_PATH,
                    "none",
                    "The authority that sidecars' certificates are of, on every executor: the kit's `ca.pem`.");
    static final Setting<Duration> SLOTS_TIMEOUT =
            Setting.of(
                    "gaia.slots.timeout",
                    Kind.duration("1 s", "1 d"),
                    "3 min",
                    "How long a fit waits for executors that are missing, at its beginning or after one was lost; then it"
                            + " fails and says which.");

    private final SettingValues values;

    private ClusterSettings(SettingValues values) {
        this.values = values;
    }

    /** From Spark's conf; what is not ours is left alone. */
    static ClusterSettings of(SparkConf conf, Path base) {
        var all = new TreeMap<String, String>();
        for (Tuple2<String, String> one : conf.getAll()) {
            all.put(one._1(), one._2());
        }
        var given = new ArrayList<Given>();
        all.forEach(
                (name, value) -> {
                    if (name.startsWith(OURS)) {
                        String ours = name.substring(SPARK.length());
                        given.add(new Given(ours, value.strip(), ORIGIN));
                    }
                });
        var settings =
                new ClusterSettings(
                        SettingValues.conclude(
                                ORIGIN, SPARK, base.toAbsolutePath(), sections(), given));
        settings.check();
        return settings;
    }

    private void check() {
        for (String region : regions()) {
            if (!values.get(TLS) && !address(region).isLoopback()) {
                throw new BadSettings(
                        values.told(ADDRESS.nameFor(region))
                                + " is not of this machine alone, so spark.gaia.tls must be on: set"
                                + " spark.gaia.ca.file to the kit's ca.pem");
            }
        }
        if (!regions().isEmpty() && values.get(TLS) && values.get(AUTHORITY).isEmpty()) {
            throw new BadSettings(
                    ORIGIN
                            + ": spark.gaia.ca.file is missing: by the kit's ca.pem workers know"
                            + " their sidecar; put it on every executor, or send it with --files");
        }
    }

    /** Regions whose sidecars are known, by name. */
    List<String> regions() {
        return values.regions();
    }

    boolean serves(String region) {
        return regions().contains(region);
    }

    Address address(String region) {
        return values.get(ADDRESS, region);
    }

    long slotsNanos() {
        return values.get(SLOTS_TIMEOUT).toNanos();
    }

    /** The token of a region's workers; where it is in a file, the file of this machine. */
    Secret token(String region) throws IOException {
        var own = values.get(REGION_TOKEN, region);
        var ownFile = values.get(REGION_TOKEN_FILE, region);
        if (own.isPresent()) {
            return own.get();
        } else if (ownFile.isPresent()) {
            return Secret.read(ownFile.get());
        } else if (values.get(TOKEN).isPresent()) {
            return values.get(TOKEN).get();
        } else if (values.get(TOKEN_FILE).isPresent()) {
            return Secret.read(values.get(TOKEN_FILE).get());
        }
        throw new BadSettings(
                ORIGIN
                        + ": there is no token for the sidecar of "
                        + region
                        + ": set spark.gaia.token.file to the kit's token");
    }

    Tls tls() throws IOException {
        return values.get(TLS)
                ? Tls.oneSidedClient(Certificates.read(values.get(AUTHORITY).orElseThrow()))
                : Tls.none();
    }

    private static List<Section> sections() {
        return List.of(
                new Section(
                        "Sidecars",
                        "One group for each region, with its name for `REGION`.",
                        List.of(ADDRESS, REGION_TOKEN, REGION_TOKEN_FILE)),
                new Section(
                        "Trust",
                        "What workers show, and whom they believe. A relative path is looked for among the files that"
                                + " `--files` brings.",
                        List.of(TOKEN, TOKEN_FILE, TLS, AUTHORITY)),
                new Section("Waiting", "Nobody waits for ever.", List.of(SLOTS_TIMEOUT)));
    }

    /** {@code docs/settings-spark.md}. */
    static String page() {
        return SettingsPage.markdown(
                """
                # Settings in Spark's conf

                This page is made from the settings themselves (`sparkgaia.spark.ClusterSettings`); a test holds it to them.

                They matter where executors are in several regions, with the plugin
                (`spark.plugins=sparkgaia.spark.GaiaPlugin`); in one JVM nothing need be set. In Spark's conf each name has `spark.`
                in front. An unknown one is refused with the nearest name. Times are in ms, s, min, h, d.
                """,
                sections());
    }
}
