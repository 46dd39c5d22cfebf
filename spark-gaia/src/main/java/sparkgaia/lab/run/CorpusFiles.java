package sparkgaia.lab.run;

import sparkgaia.lab.data.BadCorpus;
import sparkgaia.lab.data.Corpus;
import sparkgaia.lab.data.CorpusBuilder;
import sparkgaia.lab.data.TextSource;
import sparkgaia.lab.data.Texts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Texts from the files of a folder: chosen by a hash of their paths, read until the corpus has enough. */
public final class CorpusFiles {
    public static final int FILES_MAX = 1_000_000;

    /** Of a file, unpacked; what is beyond is not read. */
    public static final int FILE_BYTES_MAX = 4 << 20;

    public static final int SOURCES_MAX = 1_000;

    private CorpusFiles() {}

    /** The folders in this one, each the texts of a source. */
    public static List<String> sources(Path folder) throws IOException {
        List<String> names;
        try (var all = Files.list(folder)) {
            names =
                    all.filter(Files::isDirectory)
                            .map(path -> path.getFileName().toString())
                            .filter(name -> !name.startsWith("."))
                            .sorted()
                            .limit(SOURCES_MAX + 1L)
                            .toList();
        }
        if (names.size() < 2 || names.size() > SOURCES_MAX) {
            throw new BadCorpus(
                    String.format(
                            "%s has %s folders, but from 2 to %d are expected: one for each region's texts",
                            folder,
                            names.size() > SOURCES_MAX ? "too many" : String.valueOf(names.size()),
                            SOURCES_MAX));
        }
        return names;
    }

    /** The corpus of a folder's sources. */
    public static Corpus corpus(Path folder, CorpusBuilder.Preparation preparation)
            throws IOException {
        var builder = new CorpusBuilder(preparation);
        for (String name : sources(folder)) {
            read(folder.resolve(name), TextSource.own(name), preparation.seed(), builder);
        }
        return builder.build();
    }

    /** Adds a source's texts to a corpus. Links are not followed. */
    public static void read(Path folder, TextSource source, long seed, CorpusBuilder into)
            throws IOException {
        into.source(source.name());
        int read = 0;
        for (Path file : inOrder(folder, source, seed).values()) {
            if (into.isFull()) {
                return;
            }
            String path = path(folder, file);
            String text = text(file);
            into.add(path, TextSource.isMarkup(path) ? Texts.withoutMarkup(text) : text);
            read++;
        }
        if (read == 0) {
            String hint =
                    source.packages().isEmpty()
                            ? "put texts there"
                            : "is this the package " + source.packages().get(0) + "?";
            throw new BadCorpus(
                    "no file *"
                            + source.inside()
                            + "*"
                            + source.endings()
                            + " in "
                            + folder
                            + ": "
                            + hint);
        }
    }

    /** By a hash of the path, so that the first files are a sample of all. */
    private static TreeMap<Long, Path> inOrder(Path folder, TextSource source, long seed)
            throws IOException {
        var files = new TreeMap<Long, Path>();
        List<Path> all;
        try (var walk = Files.walk(folder, new FileVisitOption[0])) {
            all = new ArrayList<>(walk.limit(FILES_MAX + 1L).toList());
        }
        if (all.size() > FILES_MAX) {
            throw new BadCorpus(
                    folder + " has more than " + FILES_MAX + " files: name a smaller folder");
        }
        for (Path file : all) {
            String path = path(folder, file);
            if (source.has(path) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                files.put(Texts.hash(seed, path), file);
            }
        }
        return files;
    }

    private static String path(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static String text(Path file) throws IOException {
        try (InputStream plain = Files.newInputStream(file);
                InputStream in =
                        TextSource.isPacked(file.toString()) ? new GZIPInputStream(plain) : plain) {
            // Whatever is no UTF-8 becomes a character that is in no word.
            return new String(in.readNBytes(FILE_BYTES_MAX), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
