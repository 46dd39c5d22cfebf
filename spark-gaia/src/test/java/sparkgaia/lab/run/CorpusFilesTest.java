package sparkgaia.lab.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sparkgaia.lab.data.BadCorpus;
import sparkgaia.lab.data.Corpus;
import sparkgaia.lab.data.CorpusBuilder;
import sparkgaia.lab.data.CorpusBuilder.Preparation;
import sparkgaia.lab.data.TextSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

class CorpusFilesTest {
    private static final TextSource PAGES =
            new TextSource(
                    "pages",
                    List.of("some-doc"),
                    "/doc/",
                    List.of("/not/"),
                    List.of(".txt", ".html"));
    private static final Preparation ALL = new Preparation(1, 1, 1, 100, 1000, 1);

    @TempDir private Path folder;

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (path.endsWith(".gz")) {
            try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
                out.write(bytes);
            }
        } else {
            Files.write(file, bytes);
        }
    }

    private Corpus read(Preparation preparation) throws IOException {
        var builder = new CorpusBuilder(preparation);
        CorpusFiles.read(folder, PAGES, preparation.seed(), builder);
        return builder.build();
    }

    @Test
    void readsWhatIsOfTheSourcePackedOrNot() throws IOException {
        write("doc/plain.txt", "plain text");
        write("doc/deep/packed.txt.gz", "packed text");
        write("doc/page.html", "<b>marked</b> text");
        write("doc/not/this.txt", "wrong");
        write("doc/image.svg", "wrong");
        write("other/file.txt", "wrong");
        Files.createSymbolicLink(folder.resolve("doc/link.txt"), folder.resolve("other/file.txt"));
        Corpus corpus = read(ALL);
        assertEquals(List.of("marked", "packed", "plain", "text"), corpus.vocabulary());
        assertEquals(3, corpus.sources().get(0).documents().size());
    }

    @Test
    void stopsWhenThereIsEnoughWithASampleThatTheSeedChooses() throws IOException {
        for (int i = 0; i < 40; i++) {
            write("doc/" + i + ".txt", "word same" + "abcdefghij".charAt(i / 4));
        }
        Corpus some = read(ALL.withWordsOfSource(8));
        assertEquals(8, some.tokens());
        assertEquals(some.vocabulary(), read(ALL.withWordsOfSource(8)).vocabulary());
        var others = new Preparation(1, 1, 1, 100, 8, 2);
        assertTrue(!some.vocabulary().equals(read(others).vocabulary()));
    }

    @Test
    void aFileThatIsBrokenAndAFolderWithoutTextsAreNamed() throws IOException {
        var nothing = assertThrows(BadCorpus.class, () -> read(ALL));
        assertEquals(
                "no file */doc/*[.txt, .html] in " + folder + ": is this the package some-doc?",
                nothing.getMessage());
        write("doc/broken.txt", "no gzip");
        Files.move(folder.resolve("doc/broken.txt"), folder.resolve("doc/broken.txt.gz"));
        var broken = assertThrows(IOException.class, () -> read(ALL));
        assertTrue(broken.getMessage().contains("broken.txt.gz"), broken.getMessage());
    }
}
