package sparkgaia.server;

import sparkgaia.server.settings.Address;
import sparkgaia.server.settings.BadSettings;
import sparkgaia.server.settings.Given;
import sparkgaia.server.settings.Secret;
import sparkgaia.server.settings.Setting;
import sparkgaia.server.settings.SettingValues;
import sparkgaia.server.settings.SettingsFile;
import sparkgaia.server.settings.SharedTables;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A sidecar's settings, read once and checked against each other. Rates are in bytes a second, sizes in bytes, paths
 * absolute. No file is opened but the settings' own: whether the rest exists is for those who use it. Immutable.
 */
public final class Settings {
    static final String SPARK = "spark.";
    private static final String OURS = SPARK + "gaia.";
    private static final String SPARK_CONF = "Spark's conf";

    private final SettingValues values;
    private final Map<String, PeerSettings> peers;

    private Settings(String origin, String prefix, Path base, List<Given> given) {
        this.values =
                SettingValues.conclude(
                        origin, prefix, base.toAbsolutePath(), AllSettings.sections(), given);
        this.peers = concludePeers();
        checkAddresses();
        checkTls();
        checkOrder();
    }

    /** From a sidecar's file; relative paths are below its folder. */
    public static Settings read(Path file) throws IOException {
        return new Settings(
                file.toString(), "", file.toAbsolutePath().getParent(), SettingsFile.read(file));
    }

    /** From Spark's conf, where names have {@code spark.} in front; everything not of {@code spark.gaia} is left alone. */
    public static Settings ofSpark(Map<String, String> conf, Path base) {
        var given = new ArrayList<Given>();
        new TreeMap<>(conf)
                .forEach(
                        (name, value) -> {
                            if (name.startsWith(OURS)) {
                                given.add(
                                        new Given(
                                                name.substring(SPARK.length()),
                                                value.strip(),
                                                SPARK_CONF));
                            }
                        });
        return new Settings(SPARK_CONF, SPARK, base, given);
    }

    /** {@code docs/settings.md}. */
    public static String page() {
        return AllSettings.page();
    }

    /** A file to begin with, every setting explained. */
    public static String example() {
        return AllSettings.example();
    }

    private Map<String, PeerSettings> concludePeers() {
        var concluded = new TreeMap<String, PeerSettings>();
        var regionAt = new HashMap<Address, String>();
        for (String name : values.regions()) {
            Setting<Address> setting = AllSettings.PEER_ADDRESS;
            Address address = values.get(setting, name);
            String told = values.told(setting.nameFor(name));
            if (name.equals(region())) {
                throw new BadSettings(
                        told
                                + ": region "
                                + name
                                + " is this one (gaia.region); list only the others");
            }
            String other = regionAt.put(address, name);
            if (other != null) {
                throw new BadSettings(told + " is also the address of region " + other);
            }
            concluded.put(
                    name,
                    new PeerSettings(
                            name,
                            address,
                            values.get(AllSettings.PEER_BANDWIDTH, name),
                            values.get(AllSettings.PEER_RATE_CAP, name),
                            values.get(AllSettings.PEER_BYTES_PER_DAY, name)));
        }
        return concluded;
    }

    private void checkAddresses() {
        if (!httpListen().isLoopback()) {
            throw bad(
                    AllSettings.HTTP_LISTEN,
                    " is reachable from other machines, and it asks nobody who they are; give a loopback address such as"
                            + " 127.0.0.1:7072, and let a proxy on this machine serve others");
        }
        var taken = new HashMap<Address, String>();
        for (Setting<Address> setting :
                List.of(
                        AllSettings.PEERS_LISTEN,
                        AllSettings.WORKERS_LISTEN,
                        AllSettings.HTTP_LISTEN)) {
            Address address = values.get(setting);
            String other = address.port() == 0 ? null : taken.put(address, setting.name());
            if (other != null) {
                throw bad(setting, " is also " + other + "; give each a port of its own");
            }
        }
    }

    private void checkTls() {
        if (hasTls()) {
            return;
        }
        for (Setting<Address> setting :
                List.of(AllSettings.PEERS_LISTEN, AllSettings.WORKERS_LISTEN)) {
            checkPlain(setting, setting.name(), values.get(setting));
        }
        peers.values()
                .forEach(
                        peer ->
                                checkPlain(
                                        AllSettings.PEER_ADDRESS,
                                        AllSettings.PEER_ADDRESS.nameFor(peer.region()),
                                        peer.address()));
    }

    private void checkPlain(Setting<Address> setting, String name, Address address) {
        if (!address.isLoopback()) {
            throw new BadSettings(
                    values.told(name)
                            + " is not of this machine alone, so gaia.tls must be on; make keys by"
                            + " 'gaia keys init', or give a loopback address such as "
                            + (setting.isRequired() ? "127.0.0.1:7070" : setting.fallback()));
        }
    }

    private void checkOrder() {
        if (writeBufferLow() >= writeBufferHigh()) {
            throw bad(
                    AllSettings.WRITE_BUFFER_LOW,
                    " must be less than "
                            + AllSettings.WRITE_BUFFER_HIGH.name()
                            + ", which is "
                            + writeBufferHigh()
                            + " bytes");
        }
        if (heartbeat().multipliedBy(2).compareTo(idleTimeout()) > 0) {
            throw bad(
                    AllSettings.HEARTBEAT,
                    " must be at most half of "
                            + AllSettings.IDLE_TIMEOUT.name()
                            + ", else living connections are closed");
        }
    }

    private BadSettings bad(Setting<?> setting, String why) {
        return new BadSettings(values.told(setting.name()) + why);
    }

    public String region() {
        return values.get(AllSettings.REGION);
    }

    public Path data() {
        return values.get(AllSettings.DATA);
    }

    /** The other regions by name, in the order of their names. */
    public Map<String, PeerSettings> peers() {
        return new TreeMap<>(peers);
    }

    public Address peersListen() {
        return values.get(AllSettings.PEERS_LISTEN);
    }

    public Address workersListen() {
        return values.get(AllSettings.WORKERS_LISTEN);
    }

    public Address httpListen() {
        return values.get(AllSettings.HTTP_LISTEN);
    }

    public boolean hasTls() {
        return values.get(AllSettings.TLS);
    }

    public Path kit() {
        return values.get(AllSettings.KIT);
    }

    public Path keyFile() {
        return inKit(AllSettings.KEY, "key.p12");
    }

    public Path keyPasswordFile() {
        return inKit(AllSettings.KEY_PASSWORD, "key.password");
    }

    public Path revokedFile() {
        return inKit(AllSettings.REVOKED, "revoked");
    }

    public Path publicFolder() {
        return inKit(AllSettings.PUBLIC, "public");
    }

    public Path tokenFile() {
        return inKit(AllSettings.TOKEN_FILE, "token");
    }

    private Path inKit(Setting<Optional<Path>> setting, String usual) {
        return values.get(setting).orElseGet(() -> kit().resolve(usual));
    }

    /** Whether the token stands in the settings themselves, so that no file is asked. */
    public boolean hasToken() {
        return values.get(AllSettings.TOKEN).isPresent();
    }

    /** The workers' token, from the settings or its file. */
    public Secret token() throws IOException {
        Optional<Secret> token = values.get(AllSettings.TOKEN);
        return token.isPresent() ? token.get() : Secret.read(tokenFile());
    }

    public Secret keyPassword() throws IOException {
        return Secret.read(keyPasswordFile());
    }

    public SharedTables tables() {
        return values.get(AllSettings.TABLES);
    }

    public Duration jobOpenTimeout() {
        return values.get(AllSettings.OPEN_TIMEOUT);
    }

    public Duration jobLease() {
        return values.get(AllSettings.LEASE);
    }

    public Duration jobKeep() {
        return values.get(AllSettings.KEEP);
    }

    public int jobsMax() {
        return values.get(AllSettings.JOBS_MAX);
    }

    public int partitionsMax() {
        return values.get(AllSettings.PARTITIONS_MAX);
    }

    public int workersMax() {
        return values.get(AllSettings.WORKERS_MAX);
    }

    public long tableBytesMax() {
        return values.get(AllSettings.TABLE_BYTES_MAX);
    }

    public int connectionsMax() {
        return values.get(AllSettings.CONNECTIONS_MAX);
    }

    public int writeBufferLow() {
        return Math.toIntExact(values.get(AllSettings.WRITE_BUFFER_LOW));
    }

    public int writeBufferHigh() {
        return Math.toIntExact(values.get(AllSettings.WRITE_BUFFER_HIGH));
    }

    public Duration handshakeTimeout() {
        return values.get(AllSettings.HANDSHAKE_TIMEOUT);
    }

    public Duration idleTimeout() {
        return values.get(AllSettings.IDLE_TIMEOUT);
    }

    public Duration heartbeat() {
        return values.get(AllSettings.HEARTBEAT);
    }

    public Duration retryPauseMax() {
        return values.get(AllSettings.RETRY);
    }

    public long diskFreeMin() {
        return values.get(AllSettings.DISK_FREE_MIN);
    }

    public Duration stopTimeout() {
        return values.get(AllSettings.STOP_TIMEOUT);
    }

    public Level logLevel() {
        return values.get(AllSettings.LOG_LEVEL);
    }

    /** What the network between regions is made to look like, if it is. */
    public Optional<Emulation> emulation() {
        return values.get(AllSettings.EMULATED_WAN)
                .map(
                        wan ->
                                new Emulation(
                                        wan,
                                        values.get(AllSettings.EMULATED_LATENCY),
                                        values.get(AllSettings.EMULATED_LOSS)));
    }

    /** All settings and their values, secrets as {@code ***}. */
    public Map<String, String> shown() {
        return values.shown();
    }

    @Override
    public String toString() {
        return "settings of region " + region();
    }

    /** CSV files of bandwidths and latencies as the lab's, and the share of frames that are lost. */
    public record Emulation(Path wan, Optional<Path> latency, double loss) {}
}
