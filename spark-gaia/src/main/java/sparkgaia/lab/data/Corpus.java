package sparkgaia.lab.data;

import sparkgaia.train.lda.Document;

import java.util.List;

/**
 * Texts as documents of numbered words, by source.
 *
 * @param vocabulary the words by their numbers
 */
public record Corpus(List<String> vocabulary, List<Source> sources) {
    /**
     * The texts of one source.
     *
     * @param documents sorted by their ids
     * @param skipped documents that had too few words
     */
    public record Source(String name, List<Document> documents, int skipped) {
        public Source {
            documents = List.copyOf(documents);
        }

        public long tokens() {
            return documents.stream().mapToLong(document -> document.words().length).sum();
        }
    }

    public Corpus {
        vocabulary = List.copyOf(vocabulary);
        sources = List.copyOf(sources);
        if (sources.isEmpty()) {
            throw new BadCorpus("a corpus without a source: add texts first");
        }
    }

    public long tokens() {
        return sources.stream().mapToLong(Source::tokens).sum();
    }
}
