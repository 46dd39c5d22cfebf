package sparkgaia.lab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import sparkgaia.lab.data.CorpusBuilder.Preparation;
import sparkgaia.train.lda.Document;

import java.util.ArrayList;
import java.util.List;

class CorpusTest {
    private static final Preparation SMALL = new Preparation(2, 0.5, 2, 4, 100, 1);

    private static void assertRefused(String message, Executable made) {
        assertEquals(message, assertThrows(BadCorpus.class, made).getMessage());
    }

    /** The words of a source's documents, each document in the order of its text, documents by their texts. */
    private static List<String> texts(Corpus corpus, int source) {
        var texts = new ArrayList<String>();
        for (Document document : corpus.sources().get(source).documents()) {
            var text = new ArrayList<String>();
            for (int word : document.words()) {
                text.add(corpus.vocabulary().get(word));
            }
            texts.add(String.join(" ", text));
        }
        texts.sort(null);
        return texts;
    }

    @Test
    void wordsAreRunsOfThreeToTwentyLetters() {
        assertEquals(
                List.of("the", "don", "abcdefghijklmnopqrst", "caf", "end"),
                Texts.words(
                        "The be don't abcdefghijklmnopqrst abcdefghijklmnopqrstu x86 Caf\u00e9 eNd"));
        assertEquals(List.of(), Texts.words(""));
    }

    @Test
    void markupIsNoText() {
        String page =
                "<head><title>tee</title></head><body><script>var no = 1 < 2;</script>"
                        + "<!-- hidden <b>note</b> -->A <a href=\"link\">list</a>&nbsp;of&lt;things</body>";
        assertEquals(List.of("list", "things"), Texts.words(Texts.withoutMarkup(page)));
    }

    @Test
    void wordsInFewOrTooManyDocumentsAreLeftOutAndShortDocumentsSkipped() {
        Corpus corpus =
                new CorpusBuilder(SMALL)
                        .source("north")
                        .add("one", "all red blue red")
                        .add("two", "all blue red once")
                        .add("empty", "")
                        .source("south")
                        .add("three", "all green gold")
                        .add("four", "all gold green green")
                        .add("five", "all lone gold")
                        .build();
        assertEquals(List.of("blue", "gold", "green", "red"), corpus.vocabulary());
        assertEquals(List.of("blue red", "red blue red"), texts(corpus, 0));
        assertEquals(List.of("gold green green", "green gold"), texts(corpus, 1));
        assertEquals(1, corpus.sources().get(0).skipped());
        assertEquals(1, corpus.sources().get(1).skipped());
        assertEquals(10, corpus.tokens());
    }

    @Test
    void longTextsAreCutAndAFullSourceTakesNoMore() {
        var preparation = new Preparation(1, 1, 1, 4, 10, 1);
        var builder = new CorpusBuilder(preparation).source("north");
        builder.add("one", "aaa bbb ccc ddd eee fff");
        assertFalse(builder.isFull());
        builder.add("two", "ggg hhh iii jjj kkk lll mmm");
        assertTrue(builder.isFull());
        builder.add("three", "nnn ooo");
        assertEquals(
                List.of("aaa bbb ccc ddd", "eee fff", "ggg hhh iii jjj"),
                texts(builder.build(), 0));
    }

    @Test
    void theOrderInWhichTextsComeChangesNothing() {
        Corpus one =
                new CorpusBuilder(SMALL)
                        .source("north")
                        .add("one", "red blue red")
                        .add("two", "blue red once")
                        .add("three", "none at all")
                        .add("four", "nor here")
                        .build();
        Corpus other =
                new CorpusBuilder(SMALL)
                        .source("north")
                        .add("four", "nor here")
                        .add("two", "blue red once")
                        .add("three", "none at all")
                        .add("one", "red blue red")
                        .build();
        assertEquals(one.vocabulary(), other.vocabulary());
        for (int i = 0; i < one.sources().get(0).documents().size(); i++) {
            Document document = one.sources().get(0).documents().get(i);
            Document same = other.sources().get(0).documents().get(i);
            assertEquals(document.id(), same.id());
            assertArrayEquals(document.words(), same.words());
        }
    }

    @Test
    void whatCannotBeACorpusIsNamed() {
        assertRefused(
                "a text without a source: name the source first",
                () -> new CorpusBuilder(SMALL).add("one", "text"));
        assertRefused(
                "none of the 0 words of 0 documents is in at least 2 and at most 50 % of them:"
                        + " give more texts, or ask for less",
                () -> new CorpusBuilder(SMALL).source("north").build());
        assertRefused(
                "there are two sources called north: give each a name",
                () -> new CorpusBuilder(SMALL).source("north").source("north"));
        assertRefused(
                "source south has no document of 2 words or more among its 2: a region needs some",
                () ->
                        new CorpusBuilder(SMALL)
                                .source("north")
                                .add("one", "red blue")
                                .add("two", "red blue")
                                .source("south")
                                .add("three", "one")
                                .add("four", "two")
                                .build());
        assertThrows(
                IllegalArgumentException.class, () -> new Preparation(5, 1.5, 5, 2000, 1000, 1));
        assertThrows(IllegalArgumentException.class, () -> new Preparation(5, 0.3, 5, 4, 1000, 1));
    }

    @Test
    void aSourceKnowsItsFiles() {
        TextSource linux = TextSource.DEBIAN.get(0);
        assertTrue(linux.has("usr/share/doc/linux-doc-6.1/Documentation/mm/page.rst.gz"));
        assertTrue(linux.has("Documentation/mm/page.txt"));
        assertFalse(linux.has("usr/share/doc/linux-doc-6.1/html/_sources/mm/page.rst.txt"));
        assertFalse(linux.has("Documentation/translations/it_IT/page.rst.gz"));
        assertFalse(linux.has("Documentation/mm/page.svg.gz"));
    }
}
