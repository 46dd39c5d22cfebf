package sparkgaia.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The JDK's {@code keytool}, its only means to make certificates. Passwords go by file, never on the command line. */
final class Keytool {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String CURVE = "secp256r1";
    private static final String SIGNATURE = "SHA256withECDSA";

    /** So that a machine whose clock is behind does not find a new certificate not yet valid. */
    private static final String START = "-1d";

    private final Path program;

    private Keytool(Path program) {
        this.program = program;
    }

    /** The one of the JDK that runs this program. */
    static Keytool ofThisJdk() throws IOException {
        Path folder = Path.of(System.getProperty("java.home"), "bin");
        for (String name : List.of("keytool", "keytool.exe")) {
            if (Files.isExecutable(folder.resolve(name))) {
                return new Keytool(folder.resolve(name));
            }
        }
        throw new IOException(folder + ": has no keytool; run gaia by a JDK or a full JRE");
    }

    /** A key store with a new key and a certificate that says it of itself. */
    void makeAuthority(Path store, Path password, String alias, String subject, int days)
            throws IOException {
        makeKey(
                store,
                password,
                alias,
                subject,
                days,
                "bc:c=ca:true,pathlen:0",
                "ku:c=keyCertSign,cRLSign");
    }

    /** A key store with a new key, whose certificate is to be issued. */
    void makeKey(Path store, Path password, String alias, String subject) throws IOException {
        makeKey(store, password, alias, subject, 1);
    }

    private void makeKey(
            Path store, Path password, String alias, String subject, int days, String... extensions)
            throws IOException {
        var words = new ArrayList<String>(List.of("-genkeypair", "-alias", alias));
        words.addAll(List.of("-keyalg", "EC", "-groupname", CURVE, "-sigalg", SIGNATURE));
        words.addAll(List.of("-dname", subject, "-storetype", "PKCS12"));
        words.addAll(List.of("-startdate", START, "-validity", String.valueOf(days + 1)));
        for (String extension : extensions) {
            words.addAll(List.of("-ext", extension));
        }
        run(store, password, words);
    }

    /** A request for a certificate of a store's key. */
    void request(Path store, Path password, String alias, Path request) throws IOException {
        run(
                store,
                password,
                List.of(
                        "-certreq",
                        "-alias",
                        alias,
                        "-sigalg",
                        SIGNATURE,
                        "-file",
                        absolute(request)));
    }

    /** The certificate that was requested, as PEM, from the authority in this store. */
    void issue(Path store, Path password, String alias, Path request, Path certificate, int days)
            throws IOException {
        var words = new ArrayList<String>(List.of("-gencert", "-alias", alias, "-rfc"));
        words.addAll(List.of("-sigalg", SIGNATURE, "-startdate", START));
        words.addAll(List.of("-validity", String.valueOf(days + 1)));
        words.addAll(List.of("-ext", "bc:c=ca:false", "-ext", "ku:c=digitalSignature"));
        words.addAll(List.of("-ext", "eku=serverAuth,clientAuth"));
        words.addAll(List.of("-infile", absolute(request), "-outfile", absolute(certificate)));
        run(store, password, words);
    }

    /** The program runs in another folder. */
    private static String absolute(Path file) {
        return file.toAbsolutePath().toString();
    }

    private void run(Path store, Path password, List<String> words) throws IOException {
        var command =
                new ArrayList<String>(
                        List.of(
                                program.toString(),
                                "-J-Duser.language=en",
                                "-J-XX:TieredStopAtLevel=1"));
        command.addAll(words);
        command.addAll(
                List.of("-keystore", absolute(store), "-storepass:file", absolute(password)));
        Path folder = store.toAbsolutePath().getParent();
        Subprocess.runTalkative(command, folder, DEADLINE);
    }
}
