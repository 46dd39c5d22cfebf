package sparkgaia.ml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

import sparkgaia.spark.TrainingReport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A model's report as JSON in a file of text beside it. */
public final class SavedReport {
    private static final String FOLDER = "report";

    private SavedReport() {}

    public static void save(TrainingReport report, String path, SparkSession session) {
        if (LocalFiles.areMeant()) {
            LocalFiles.write(
                    file(path), out -> out.write(json(report).getBytes(StandardCharsets.UTF_8)));
            return;
        }
        session.createDataset(List.of(json(report)), Encoders.STRING())
                .coalesce(1)
                .write()
                .text(path + "/" + FOLDER);
    }

    private static Path file(String path) {
        return Path.of(path, FOLDER, "report.json");
    }

    static String json(TrainingReport report) {
        try {
            return new ObjectMapper().writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is numbers and names", e);
        }
    }

    public static TrainingReport load(String path, SparkSession session) {
        try {
            String text =
                    LocalFiles.areMeant()
                            ? Files.readString(file(path))
                            : session.read().textFile(path + "/" + FOLDER).first();
            return new ObjectMapper().readValue(text, TrainingReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    path + "/" + FOLDER + " is no report of this release", e);
        } catch (IOException e) {
            throw new UncheckedIOException(file(path) + " cannot be read", e);
        }
    }
}
