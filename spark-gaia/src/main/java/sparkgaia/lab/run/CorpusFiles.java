package sparkgaia.lab.run;

import sparkgaia.lab.data.BadCorpus;
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

    private CorpusFiles() {}

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
            throw new BadCorpus(
                    "no file *"
                            + source.inside()
                            + "*"
                            + source.endings()
                            + " in "
                            + folder
                            + ": is this the package "
                            + source.packages().get(0)
                            + "?");
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
