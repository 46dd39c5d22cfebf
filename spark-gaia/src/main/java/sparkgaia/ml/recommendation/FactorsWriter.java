package sparkgaia.ml.recommendation;

import org.apache.spark.ml.util.MLWriter;

import sparkgaia.ml.SavedParams;
import sparkgaia.ml.SavedReport;

/** Saves parameters and report as JSON, and factors as Parquet. */
final class FactorsWriter extends MLWriter {
    private final GaiaMatrixFactorizationModel model;

    FactorsWriter(GaiaMatrixFactorizationModel model) {
        this.model = model;
    }

    @Override
    public void saveImpl(String path) {
        SavedParams.save(model, path, sparkSession());
        SavedFactors.save(model.factors(), path);
        SavedReport.save(model.report(), path, sparkSession());
    }
}
