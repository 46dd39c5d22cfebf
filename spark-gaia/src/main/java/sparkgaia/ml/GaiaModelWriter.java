package sparkgaia.ml;

import org.apache.spark.ml.util.MLWriter;

/** Saves parameters as JSON and tables as Parquet. */
final class GaiaModelWriter extends MLWriter {
    private final GaiaModel<?> model;

    GaiaModelWriter(GaiaModel<?> model) {
        this.model = model;
    }

    @Override
    public void saveImpl(String path) {
        SavedParams.save(model, path, sparkSession());
        SavedTables.save(model.tables(), path, sparkSession());
        SavedReport.save(model.report(), path, sparkSession());
    }
}
