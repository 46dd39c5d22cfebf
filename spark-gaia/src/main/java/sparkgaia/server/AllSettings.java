package sparkgaia.server;

import sparkgaia.server.settings.Address;
import sparkgaia.server.settings.Kind;
import sparkgaia.server.settings.Secret;
import sparkgaia.server.settings.Section;
import sparkgaia.server.settings.Setting;
import sparkgaia.server.settings.SettingsPage;
import sparkgaia.server.settings.SharedTables;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every setting there is, with its default and what it is for. A new setting is a line here and a line in its section;
 * {@code docs/settings.md} and {@code gaia server --example} are made from this.
 */
final class AllSettings {
    static final Setting<String> REGION =
            Setting.required(
                    "gaia.region",
                    Kind.REGION_NAME,
                    "frankfurt",
                    "The name of this region, the same as in its certificate.");
    static final Setting<Path> DATA =
            Setting.of(
                    "gaia.data",
                    Kind.PATH,
                    "data",
                    "The folder of journals and ledger, on a disk that keeps what it is told to. One process at a time uses it.");

    static final Setting<Boolean> TLS =
            Setting.of(
                    "gaia.tls",
                    Kind.SWITCH,
                    "on",
                    "Whether connections are encrypted and certificates checked. `off` is refused unless every address is"
                            + " of this machine alone.");
    static final Setting<Path> KIT =
            Setting.of(
                    "gaia.kit",
                    Kind.PATH,
                    "kit",
                    "The folder that `gaia keys` made for this region. The next five are found in it by their usual names.");
    static final Setting<Optional<Path>> KEY =
            Setting.of(
                    "gaia.key.file",
                    Kind.OPTIONAL_PATH,
                    "none",
                    "The region's key, certificate and authority (PKCS12), if not the kit's `key.p12`.");
    static final Setting<Optional<Path>> KEY_PASSWORD =
            Setting.of(
                    "gaia.key.passwordFile",
                    Kind.OPTIONAL_PATH,
                    "none",
                    "The file with the key's password, if not the kit's `key.password`.");
    static final Setting<Optional<Path>> REVOKED =
            Setting.of(
                    "gaia.revoked.file",
                    Kind.OPTIONAL_PATH,
                    "none",
                    "The list of certificates that are no longer believed, if not the kit's `revoked`.");
    static final Setting<Optional<Path>> PUBLIC =
            Setting.of(
                    "gaia.public.folder",
                    Kind.OPTIONAL_PATH,
                    "none",
                    "The certificates of all regions, by which ledgers are verified, if not the kit's `public`.");
    static final Setting<Optional<Path>> TOKEN_FILE =
            Setting.of(
                    "gaia.token.file",
                    Kind.OPTIONAL_PATH,
                    "none",
                    "The file with the token by which workers are believed, if not the kit's `token`.");
    static final Setting<Optional<Secret>> TOKEN =
            Setting.of(
                    "gaia.token",
                    Kind.OPTIONAL_SECRET,
                    "none",
                    "The token itself, for where no file can be. It is never printed; a file that only its owner can read"
                            + " is better.");

    static final Setting<Address> PEERS_LISTEN =
            Setting.of(
                    "gaia.peers.listen",
                    Kind.LISTENING,
                    "127.0.0.1:7070",
                    "Where the sidecars of other regions connect.");
    static final Setting<Address> WORKERS_LISTEN =
            Setting.of(
                    "gaia.workers.listen",
                    Kind.LISTENING,
                    "127.0.0.1:7071",
                    "Where this region's workers connect.");
    static final Setting<Address> HTTP_LISTEN =
            Setting.of(
                    "gaia.http.listen",
                    Kind.LISTENING,
                    "127.0.0.1:7072",
                    "Where `/healthz`, `/readyz` and `/metrics` are. It asks nobody who they are, so it must be an address"
                            + " of this machine alone.");

    static final Setting<Address> PEER_ADDRESS =
            Setting.required(
                    "gaia.peer.REGION.address",
                    Kind.ADDRESS,
                    "virginia.example.org:7070",
                    "Where that region's sidecar listens for regions.");
    static final Setting<Long> PEER_BANDWIDTH =
            Setting.of(
                    "gaia.peer.REGION.bandwidth",
                    Kind.rate(),
                    "100 Mb/s",
                    "What the connection to it is thought to carry until that is measured.");
    static final Setting<Long> PEER_RATE_CAP =
            Setting.of(
                    "gaia.peer.REGION.rateCap",
                    Kind.rateOrUnlimited(),
                    "unlimited",
                    "No more than this is sent to it, however much the connection carries.");
    static final Setting<Long> PEER_BYTES_PER_DAY =
            Setting.of(
                    "gaia.peer.REGION.bytesPerDay",
                    Kind.sizeOrUnlimited(),
                    "unlimited",
                    "No more than this is sent to it from midnight to midnight (UTC). What is left over waits, and with it"
                            + " whoever waits for it.");

    static final Setting<SharedTables> TABLES =
            Setting.of(
                    "gaia.tables",
                    Kind.TABLES,
                    "all",
                    "Which tables may be shared with other regions at all, by name, and if you like their greatest number"
                            + " of rows and cells in a row. A job with another shared table is refused.");

    static final Setting<Duration> OPEN_TIMEOUT =
            Setting.of(
                    "gaia.job.openTimeout",
                    Kind.duration("1 s", "7 d"),
                    "10 min",
                    "How long a job waits until every region has opened it.");
    static final Setting<Duration> LEASE =
            Setting.of(
                    "gaia.job.lease",
                    Kind.duration("1 s", "7 d"),
                    "2 min",
                    "A job is abandoned when its workers in this region have been silent for so long.");
    static final Setting<Duration> KEEP =
            Setting.of(
                    "gaia.job.keep",
                    Kind.duration("1 min", "365 d"),
                    "1 d",
                    "How long it is remembered how a job ended, to answer regions that ask late.");
    static final Setting<Integer> JOBS_MAX =
            Setting.of(
                    "gaia.limit.jobs",
                    Kind.count(1, 10_000),
                    "16",
                    "Jobs at one time; a further one is refused.");
    static final Setting<Integer> PARTITIONS_MAX =
            Setting.of(
                    "gaia.limit.partitions",
                    Kind.count(1, 1024),
                    "64",
                    "Partitions of a job, each with its own journal.");
    static final Setting<Integer> WORKERS_MAX =
            Setting.of(
                    "gaia.limit.workers",
                    Kind.count(1, 100_000),
                    "1024",
                    "Workers of a job in this region.");
    static final Setting<Long> TABLE_BYTES_MAX =
            Setting.of(
                    "gaia.limit.tableBytes",
                    Kind.size("1 KiB", "1 TiB"),
                    "4 GiB",
                    "What the shared tables of a job may take, one copy of them (4 bytes a cell).");

    static final Setting<Integer> CONNECTIONS_MAX =
            Setting.of(
                    "gaia.limit.connections",
                    Kind.count(2, 65_536),
                    "256",
                    "Connections that others have opened, from regions and workers together; a further one is closed.");
    static final Setting<Long> WRITE_BUFFER_LOW =
            Setting.of(
                    "gaia.limit.writeBufferLow",
                    Kind.size("64 KiB", "1 GiB"),
                    "32 MiB",
                    "A connection is written to again when less than this waits to be sent.");
    static final Setting<Long> WRITE_BUFFER_HIGH =
            Setting.of(
                    "gaia.limit.writeBufferHigh",
                    Kind.size("1 MiB", "1 GiB"),
                    "64 MiB",
                    "A connection is not written to while more than this waits to be sent.");
    static final Setting<Duration> HANDSHAKE_TIMEOUT =
            Setting.of(
                    "gaia.net.handshakeTimeout",
                    Kind.duration("100 ms", "10 min"),
                    "10 s",
                    "How long a connection may take to open, and the other side to say who it is.");
    static final Setting<Duration> IDLE_TIMEOUT =
            Setting.of(
                    "gaia.net.idleTimeout",
                    Kind.duration("1 s", "1 h"),
                    "30 s",
                    "A connection that is silent for so long is closed, and opened again.");
    static final Setting<Duration> HEARTBEAT =
            Setting.of(
                    "gaia.net.heartbeat",
                    Kind.duration("100 ms", "10 min"),
                    "5 s",
                    "How often a silent connection is shown to be alive.");
    static final Setting<Duration> RETRY =
            Setting.of(
                    "gaia.net.retry",
                    Kind.duration("10 ms", "10 min"),
                    "5 s",
                    "The longest pause before a lost connection is tried again.");

    static final Setting<Long> DISK_FREE_MIN =
            Setting.of(
                    "gaia.disk.freeMin",
                    Kind.size("0 B", "1024 TiB"),
                    "1 GiB",
                    "With less than this free no job is begun, and the sidecar does not start.");
    static final Setting<Duration> STOP_TIMEOUT =
            Setting.of(
                    "gaia.stop.timeout",
                    Kind.duration("1 s", "1 h"),
                    "20 s",
                    "How long a stop may take to write what waits and close what is open; then the process ends anyway."
                            + " Nothing is lost by that.");
    static final Setting<Level> LOG_LEVEL =
            Setting.of(
                    "gaia.log.level",
                    Kind.oneOf(
                            List.of("error", "warning", "info", "debug", "trace"),
                            text -> Level.valueOf(text.toUpperCase(Locale.ROOT))),
                    "info",
                    "What is logged: this and what is graver.");

    static final Setting<Optional<Path>> EMULATED_WAN =
            Setting.of(
                    "gaia.emulate.wan",
                    Kind.OPTIONAL_PATH,
                    "none",
                    "Bandwidths between regions in Mb/s, a CSV file as `gaia lab --wan` takes it.");
    static final Setting<Optional<Path>> EMULATED_LATENCY =
            Setting.of(
                    "gaia.emulate.latency",
                    Kind.OPTIONAL_PATH,
                    "none",
                    "One-way latencies in ms, a CSV file as `gaia lab --latency` takes it; without it 50 ms everywhere.");
    static final Setting<Double> EMULATED_LOSS =
            Setting.of(
                    "gaia.emulate.loss",
                    Kind.FRACTION,
                    "0%",
                    "Segments that are lost on the way: what is behind one waits for a retransmission, as TCP does.");

    private AllSettings() {}

    /** In the order in which they are explained. */
    static List<Section> sections() {
        return List.of(
                new Section("This region", "Who this sidecar is.", List.of(REGION, DATA)),
                new Section(
                        "Addresses",
                        "The sidecar listens on this machine alone unless told otherwise.",
                        List.of(PEERS_LISTEN, WORKERS_LISTEN, HTTP_LISTEN)),
                new Section(
                        "The other regions",
                        "One group for each, with its name for `REGION`. Nobody else is let in.",
                        List.of(PEER_ADDRESS, PEER_BANDWIDTH, PEER_RATE_CAP, PEER_BYTES_PER_DAY)),
                new Section(
                        "Keys",
                        "A region is its certificate's name; workers show a token.",
                        List.of(TLS, KIT, KEY, KEY_PASSWORD, REVOKED, PUBLIC, TOKEN_FILE, TOKEN)),
                new Section("What may leave", "Checked before a job begins.", List.of(TABLES)),
                new Section(
                        "Jobs",
                        "How long they may wait, how many there may be, and how large.",
                        List.of(
                                OPEN_TIMEOUT,
                                LEASE,
                                KEEP,
                                JOBS_MAX,
                                PARTITIONS_MAX,
                                WORKERS_MAX,
                                TABLE_BYTES_MAX)),
                new Section(
                        "Connections",
                        "A frame has at most 1 MiB, and 4 KiB until its sender is known; that is the format's and no"
                                + " setting.",
                        List.of(
                                CONNECTIONS_MAX,
                                WRITE_BUFFER_LOW,
                                WRITE_BUFFER_HIGH,
                                HANDSHAKE_TIMEOUT,
                                IDLE_TIMEOUT,
                                HEARTBEAT,
                                RETRY)),
                new Section(
                        "The process",
                        "Its disk, its end, its log.",
                        List.of(DISK_FREE_MIN, STOP_TIMEOUT, LOG_LEVEL)),
                new Section(
                        "An emulated network",
                        "For demonstrations and tests: what is sent is held back as a WAN would.",
                        List.of(EMULATED_WAN, EMULATED_LATENCY, EMULATED_LOSS)));
    }

    static String page() {
        return SettingsPage.markdown(
                """
                # Settings of the sidecar

                This page is made from the settings themselves (`sparkgaia.server.AllSettings`); a test holds it to them.

                `gaia server --config FILE` reads them from a file of `key = value` lines in UTF-8; a line that begins with `#`
                is a comment. `gaia server --example` prints such a file with every setting explained, and
                `gaia server --config FILE --check` says whether it will do. In Spark's conf the same settings have
                `spark.` in front. A setting that is unknown, given twice, missing or not what it should be is refused, by name.

                Sizes are in B, KiB, MiB, GiB, TiB (powers of 1024) or kB, MB, GB, TB (powers of 1000); rates in kb/s, Mb/s, Gb/s (bits)
                or B/s, kB/s, MB/s, GB/s (bytes); times in ms, s, min, h, d. There is no unit by default. Relative paths are
                relative to the file's folder.
                """,
                sections());
    }

    static String example() {
        return SettingsPage.example(
                "Settings of a region's sidecar: gaia server --config THIS_FILE. What is commented out shows"
                        + " the default. Relative paths are relative to this file's folder.",
                sections());
    }
}
