package sparkgaia.cli;

import sparkgaia.server.ledger.Certificates;
import sparkgaia.server.ledger.RegionName;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The folder of a federation's keys: the authority, and one start-up kit per region. Nothing in it is overwritten. */
final class Kits {
    static final String KEY = "key.p12";
    static final String PASSWORD = "key.password";
    static final String TOKEN = "token";
    static final String CONF = "gaia.conf";
    private static final String NEW = ".new";

    private final Path dir;
    private final Authority authority;

    private Kits(Path dir, Authority authority) {
        this.dir = dir;
        this.authority = authority;
    }

    /** Makes an authority and a kit for each of the regions; all or nothing. */
    static Kits init(Path dir, List<String> regions, int days) throws IOException {
        checkNames(regions);
        Path folder = dir.resolve(Authority.FOLDER);
        if (Files.exists(folder)) {
            throw new IOException(
                    folder
                            + ": there is an authority already; 'gaia keys add' makes a further kit, and another"
                            + " federation needs another folder");
        }
        for (String region : regions) {
            checkFree(dir.resolve(region));
        }
        Files.createDirectories(dir);
        Path part = dir.resolve(Authority.FOLDER + NEW);
        remove(part);
        var made = new ArrayList<Path>();
        try {
            var authority = Authority.create(part, days, Keytool.ofThisJdk());
            var kits = new Kits(dir, authority);
            for (String region : regions) {
                made.add(dir.resolve(region));
                kits.make(region, regions, days, null);
            }
            kits.tellAll(regions);
            Files.move(part, folder);
        } catch (IOException e) {
            for (Path kit : made) {
                remove(kit);
            }
            remove(part);
            throw e;
        }
        return open(dir);
    }

    static Kits open(Path dir) throws IOException {
        return new Kits(dir, Authority.open(dir));
    }

    Authority authority() {
        return authority;
    }

    Path kit(String region) {
        return dir.resolve(region);
    }

    /** The regions that have ever had a certificate. */
    List<String> regions() throws IOException {
        var regions = new TreeSet<String>();
        authority.issued().forEach(one -> regions.add(one.region()));
        return List.copyOf(regions);
    }

    /** A kit for a further region. */
    void add(String region, int days) throws IOException {
        var all = new ArrayList<String>(regions());
        if (all.contains(region)) {
            throw new IOException(
                    region + ": has a certificate already; 'gaia keys rotate' makes it a new one");
        }
        all.add(region);
        checkNames(all);
        checkFree(kit(region));
        make(region, all, days, null);
        tellAll(all);
    }

    /** A new key for a region; returns the folder in which the kit before it is kept, or null if it was not here. */
    Path rotate(String region, int days) throws IOException {
        List<Authority.Issued> before = authority.issuedTo(region);
        if (before.isEmpty()) {
            throw new IOException(
                    region + ": is no region of this federation, there are " + regions());
        }
        Path kit = kit(region);
        Path old = null;
        if (Files.exists(kit)) {
            old = dir.resolve(region + ".old-" + before.get(before.size() - 1).number());
            checkFree(old);
        }
        make(region, regions(), days, old);
        tellAll(regions());
        return old;
    }

    /** Revokes a certificate by its fingerprint or the beginning of it, or all of a region. */
    List<Authority.Issued> revoke(String which) throws IOException {
        List<Authority.Issued> meant = authority.issuedTo(which);
        if (meant.isEmpty() && which.matches("[0-9a-fA-F]{8,64}")) {
            String prefix = which.toLowerCase(Locale.ROOT);
            meant =
                    authority.issued().stream()
                            .filter(one -> one.fingerprint().startsWith(prefix))
                            .toList();
            if (meant.size() > 1) {
                throw new IOException(
                        which + ": is the beginning of several fingerprints; give more");
            }
        }
        if (meant.isEmpty()) {
            throw new IOException(
                    which
                            + ": is no region and no fingerprint of this federation; 'gaia keys list' shows them");
        }
        authority.revoke(meant);
        tellAll(regions());
        return meant;
    }

    /** Makes a kit beside its place, puts an older one aside, and moves it there. */
    private void make(String region, List<String> regions, int days, Path old) throws IOException {
        Path part = dir.resolve(region + NEW);
        remove(part);
        SecretFile.folder(part);
        try {
            Path password = part.resolve(PASSWORD);
            SecretFile.random(password);
            Authority.Issued issued = authority.issue(region, days, part.resolve(KEY), password);
            Path kit = kit(region);
            if (Files.exists(kit)) {
                SecretFile.write(part.resolve(TOKEN), Files.readAllBytes(kit.resolve(TOKEN)));
                Files.copy(kit.resolve(CONF), part.resolve(CONF));
            } else {
                SecretFile.random(part.resolve(TOKEN));
                Files.writeString(part.resolve(CONF), KitConf.text(region, regions));
            }
            Files.writeString(part.resolve("ca.pem"), Certificates.pem(authority.certificate()));
            Files.createDirectory(part.resolve(Authority.PUBLIC));
            Files.createFile(part.resolve(Authority.REVOKED));
            if (old != null) {
                Files.move(kit, old);
            }
            Files.move(part, kit);
            authority.keep(issued);
        } catch (IOException e) {
            remove(part);
            throw e;
        }
    }

    /** Gives every kit that is here the certificates and what is revoked. */
    private void tellAll(List<String> regions) throws IOException {
        String revoked = Files.readString(authority.revokedFile(), StandardCharsets.US_ASCII);
        for (String region : regions) {
            Path kit = kit(region);
            if (!Files.isDirectory(kit.resolve(Authority.PUBLIC))) {
                continue; // it was taken to its region
            }
            for (Authority.Issued issued : authority.issued()) {
                Path file = kit.resolve(Authority.PUBLIC).resolve(issued.fileName());
                if (!Files.exists(file)) {
                    Authority.replace(file, Certificates.pem(issued.certificate()));
                }
            }
            Authority.replace(kit.resolve(Authority.REVOKED), revoked);
        }
    }

    private static void checkNames(List<String> regions) throws IOException {
        var seen = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        for (String region : regions) {
            if (!RegionName.isOne(region)) {
                throw new IOException(
                        "\""
                                + region
                                + "\" is no name of a region: 1 to "
                                + RegionName.CHARS_MAX
                                + " letters, digits, - or _, a letter or digit first");
            }
            if (region.equalsIgnoreCase(Authority.FOLDER)) {
                throw new IOException(
                        "a region cannot be called " + region + ": that folder is taken");
            }
            if (!seen.add(region)) {
                throw new IOException(
                        "there are two regions "
                                + region
                                + "; names must differ in more than case");
            }
        }
    }

    private static void checkFree(Path path) throws IOException {
        if (Files.exists(path)) {
            throw new IOException(path + ": is there already and is not overwritten");
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
