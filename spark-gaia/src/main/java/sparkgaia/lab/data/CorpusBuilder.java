package sparkgaia.lab.data;

import sparkgaia.core.table.Range;
import sparkgaia.train.lda.Document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Makes a corpus out of texts, source by source. Words that are in few documents, or in so many that they say nothing,
 * are left out; documents that have few words then are skipped, and counted. What comes out does not depend on the
 * order in which the texts of a source come, but for where it becomes full.
 */
public final class CorpusBuilder {
    /**
     * How texts become documents.
     *
     * @param documentsOfWordMin a word has to be in so many documents
     * @param documentsOfWordShare and in at most this part of all
     * @param wordsOfDocumentMin a document has to have so many words
     * @param wordsOfDocumentMax a longer text is cut into documents of at most so many
     * @param wordsOfSourceMax a source is full when it has so many words, counted before any are left out
     * @param seed chooses the texts where a source has more, and the order of all documents
     */
    public record Preparation(
            int documentsOfWordMin,
            double documentsOfWordShare,
            int wordsOfDocumentMin,
            int wordsOfDocumentMax,
            int wordsOfSourceMax,
            long seed) {
        public static final int WORDS_MAX = 1 << 28;

        /** Some 400,000 tokens of three sources: enough to tell schemes apart, and quick. */
        public static final Preparation USUAL = new Preparation(5, 0.3, 5, 2_000, 200_000, 1);

        public Preparation {
            Range.check("documents of a word, at least", documentsOfWordMin, 1, WORDS_MAX);
            Range.check("part of all documents of a word, at most", documentsOfWordShare, 0.0, 1.0);
            Range.check("words of a document, at least", wordsOfDocumentMin, 1, WORDS_MAX);
            Range.check(
                    "words of a document, at most",
                    wordsOfDocumentMax,
                    wordsOfDocumentMin,
                    WORDS_MAX);
            Range.check("words of a source, at most", wordsOfSourceMax, 1, WORDS_MAX);
        }

        public Preparation withSeed(long other) {
            return new Preparation(
                    documentsOfWordMin,
                    documentsOfWordShare,
                    wordsOfDocumentMin,
                    wordsOfDocumentMax,
                    wordsOfSourceMax,
                    other);
        }

        public Preparation withWordsOfSource(int max) {
            return new Preparation(
                    documentsOfWordMin,
                    documentsOfWordShare,
                    wordsOfDocumentMin,
                    wordsOfDocumentMax,
                    max,
                    seed);
        }
    }

    private final Preparation preparation;
    private final TreeMap<String, Integer> numbers = new TreeMap<>();
    private final List<Raw> sources = new ArrayList<>();

    private static final class Raw {
        private final String name;
        private final List<Document> documents = new ArrayList<>();
        private int words;

        Raw(String name) {
            this.name = name;
        }
    }

    public CorpusBuilder(Preparation preparation) {
        this.preparation = preparation;
    }

    /** The texts that come from now on are of this source. */
    public CorpusBuilder source(String name) {
        if (sources.stream().anyMatch(source -> source.name.equals(name))) {
            throw new BadCorpus("there are two sources called " + name + ": give each a name");
        }
        sources.add(new Raw(name));
        return this;
    }

    /** Whether the source has all the words that it may have. */
    public boolean isFull() {
        return last().words >= preparation.wordsOfSourceMax;
    }

    private Raw last() {
        if (sources.isEmpty()) {
            throw new BadCorpus("a text without a source: name the source first");
        }
        return sources.get(sources.size() - 1);
    }

    /**
     * Adds a text of the source, or as much of it as there is room for.
     *
     * @param name its path inside the source, the same on every machine
     */
    public CorpusBuilder add(String name, String text) {
        Raw source = last();
        int[] words = Texts.words(text).stream().mapToInt(this::number).toArray();
        int room = Math.min(words.length, preparation.wordsOfSourceMax - source.words);
        long id = Texts.hash(Texts.hash(preparation.seed, source.name), name);
        if (words.length == 0) {
            source.documents.add(new Document(id, words));
        }
        for (int from = 0, part = 0; from < room; from += preparation.wordsOfDocumentMax, part++) {
            int to = Math.min(room, from + preparation.wordsOfDocumentMax);
            source.documents.add(new Document(id + part, Arrays.copyOfRange(words, from, to)));
        }
        source.words += Math.max(0, room);
        return this;
    }

    private int number(String word) {
        return numbers.computeIfAbsent(word, key -> numbers.size());
    }

    public Corpus build() {
        int[] newNumber = new int[numbers.size()];
        List<String> vocabulary = vocabulary(newNumber);
        var finished = new ArrayList<Corpus.Source>();
        for (Raw source : sources) {
            finished.add(finish(source, newNumber));
        }
        return new Corpus(vocabulary, finished);
    }

    /** The words that stay, by alphabet; {@code newNumber} gets the number of each, or -1. */
    private List<String> vocabulary(int[] newNumber) {
        int documents = 0;
        int[] documentsOf = new int[numbers.size()];
        for (Raw source : sources) {
            documents += source.documents.size();
            for (Document document : source.documents) {
                Arrays.stream(document.words()).distinct().forEach(word -> documentsOf[word]++);
            }
        }
        double most = preparation.documentsOfWordShare * documents;
        var vocabulary = new ArrayList<String>();
        numbers.forEach(
                (word, number) -> {
                    int count = documentsOf[number];
                    boolean stays = count >= preparation.documentsOfWordMin && count <= most;
                    newNumber[number] = stays ? vocabulary.size() : -1;
                    if (stays) {
                        vocabulary.add(word);
                    }
                });
        if (vocabulary.isEmpty()) {
            throw new BadCorpus(
                    String.format(
                            "none of the %d words of %d documents is in at least %d and at most %.0f %% of them:"
                                    + " give more texts, or ask for less",
                            numbers.size(),
                            documents,
                            preparation.documentsOfWordMin,
                            100 * preparation.documentsOfWordShare));
        }
        return vocabulary;
    }

    private Corpus.Source finish(Raw source, int[] newNumber) {
        var kept = new ArrayList<Document>();
        for (Document document : source.documents) {
            int[] words =
                    Arrays.stream(document.words())
                            .map(word -> newNumber[word])
                            .filter(word -> word >= 0)
                            .toArray();
            if (words.length >= preparation.wordsOfDocumentMin) {
                kept.add(new Document(document.id(), words));
            }
        }
        if (kept.isEmpty()) {
            throw new BadCorpus(
                    String.format(
                            "source %s has no document of %d words or more among its %d:"
                                    + " a region needs some",
                            source.name, preparation.wordsOfDocumentMin, source.documents.size()));
        }
        kept.sort(Comparator.comparingLong(Document::id));
        return new Corpus.Source(source.name, kept, source.documents.size() - kept.size());
    }
}
