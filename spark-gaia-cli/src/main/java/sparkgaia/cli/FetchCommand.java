package sparkgaia.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code gaia lab fetch}: MovieLens, for programs of others. */
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Fetches MovieLens 100K, if it is not in the cache, and says in which folder it is:",
            "ratings in ml-100k.inter, films and their titles in ml-100k.item, with tabs between."
        })
final class FetchCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path ratings = RatingOptions.movieLensFile(DataCache.ofThisUser(), "ml-100k.inter");
        RatingOptions.movieLensFile(DataCache.ofThisUser(), "ml-100k.item");
        spec.commandLine().getOut().println(ratings.getParent());
        return Gaia.DONE;
    }
}
