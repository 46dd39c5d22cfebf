package sparkgaia.lab.run;

import sparkgaia.lab.data.BadRatings;
import sparkgaia.lab.data.MovieLens;
import sparkgaia.lab.data.Ratings;
import sparkgaia.lab.data.RatingsText;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Ratings from files. */
public final class RatingFiles {
    static final long FILE_BYTES_MAX = 512 << 20;

    private RatingFiles() {}

    /** Reads a file with a header, its cells parted by commas or tabs. */
    public static Ratings load(Path file, RatingsText.Columns columns) throws IOException {
        return RatingsText.parse(file.toString(), text(file), columns);
    }

    /** Reads {@code ml-100k.inter}, and refuses a file that is not it. */
    public static Ratings movieLens(Path file) throws IOException {
        return MovieLens.parse(file.toString(), text(file));
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new BadRatings(file + ": is larger than " + FILE_BYTES_MAX + " bytes");
        }
        // Bytes that are no UTF-8 become characters that the parser refuses by line and column.
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
