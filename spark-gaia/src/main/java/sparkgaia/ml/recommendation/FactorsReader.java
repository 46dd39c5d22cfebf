package sparkgaia.ml.recommendation;

import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.ml.util.MLReader;

import sparkgaia.ml.SavedParams;
import sparkgaia.ml.SavedReport;

/** Loads what {@link FactorsWriter} has saved. */
final class FactorsReader extends MLReader<ALSModel> {
    @Override
    public ALSModel load(String path) {
        Factors factors = SavedFactors.load(path, sparkSession());
        var report = SavedReport.load(path, sparkSession());
        return SavedParams.load(
                GaiaMatrixFactorizationModel.class,
                uid -> new GaiaMatrixFactorizationModel(uid, factors, report, false),
                path,
                sparkSession());
    }
}
