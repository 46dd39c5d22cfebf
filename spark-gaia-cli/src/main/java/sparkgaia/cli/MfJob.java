package sparkgaia.cli;

import sparkgaia.lab.data.RegionalRatings;
import sparkgaia.lab.study.MfProblem;
import sparkgaia.train.mf.MfFields;
import sparkgaia.train.mf.MfSettings;
import sparkgaia.train.mf.MfTrainer;
import sparkgaia.train.mf.Rating;
import sparkgaia.train.mf.RatingLines;
import sparkgaia.wire.BadJob;
import sparkgaia.wire.JobDescription;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A job in a file whose trainer this program can make from what the file says of it, and the shards beside it. The
 * trainers are a closed set: {@code trainer.kind} chooses among them, and names no class.
 */
record MfJob(JobDescription description, MfTrainer trainer) {
    private static final String KIND = "kind";
    private static final String FILE = "job";
    private static final long SHARD_BYTES_MAX = 1L << 30;

    /** What a description says of its trainer. */
    static TreeMap<String, String> trainerFields(MfSettings settings) {
        TreeMap<String, String> fields = MfFields.of(settings);
        fields.put(KIND, MfFields.KIND);
        return fields;
    }

    static MfJob read(Path file) throws IOException {
        if (Files.size(file) > JobDescription.TEXT_BYTES_MAX) {
            throw new IOException(
                    file + ": is larger than " + JobDescription.TEXT_BYTES_MAX + " bytes");
        }
        try {
            return of(JobDescription.parse(text(file)));
        } catch (BadJob | IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** The job of a folder that {@code gaia lab shards} has made. */
    static MfJob in(Path folder) throws IOException {
        return read(folder.resolve(FILE));
    }

    private static MfJob of(JobDescription description) {
        var fields = new TreeMap<>(description.trainer());
        String kind = fields.remove(KIND);
        if (!MfFields.KIND.equals(kind)) {
            throw new IllegalArgumentException(
                    (kind == null ? "trainer.kind is missing" : "trainer.kind is \"" + kind + "\"")
                            + ": without Spark only "
                            + MfFields.KIND
                            + " can be trained");
        }
        var trainer = new MfTrainer(MfFields.read(fields));
        if (!trainer.tables().equals(description.job().tables())
                || trainer.metrics().size() != description.job().metrics()) {
            throw new IllegalArgumentException(
                    "its tables or metrics are not those of a trainer of these settings: let the"
                            + " program write it ('gaia lab shards')");
        }
        return new MfJob(description, trainer);
    }

    /** Writes the job and what each worker trains on and is judged by. */
    static void write(Path folder, JobDescription description, RegionalRatings ratings)
            throws IOException {
        Files.createDirectories(folder);
        OutputFile.write(folder.resolve(FILE), description.text());
        for (int worker = 0; worker < ratings.training().size(); worker++) {
            OutputFile.write(
                    shardFile(folder, worker), RatingLines.text(ratings.training().get(worker)));
            OutputFile.write(
                    heldOutFile(folder, worker), RatingLines.text(ratings.heldOut().get(worker)));
        }
    }

    static Path shardFile(Path folder, int worker) {
        return folder.resolve("shard-" + worker + ".csv");
    }

    static Path heldOutFile(Path folder, int worker) {
        return folder.resolve("held-out-" + worker + ".csv");
    }

    static List<Rating> ratings(Path file) throws IOException {
        if (Files.size(file) > SHARD_BYTES_MAX) {
            throw new IOException(file + ": is larger than " + SHARD_BYTES_MAX + " bytes");
        }
        return RatingLines.parse(file.toString(), text(file));
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** The job with all its shards. */
    MfProblem problem(Path folder) throws IOException {
        var training = new ArrayList<List<Rating>>();
        var heldOut = new ArrayList<List<Rating>>();
        for (int worker = 0; worker < description.job().workers(); worker++) {
            training.add(ratings(shardFile(folder, worker)));
            heldOut.add(ratings(heldOutFile(folder, worker)));
        }
        return MfProblem.of(description.name(), trainer.settings(), training, heldOut);
    }
}
