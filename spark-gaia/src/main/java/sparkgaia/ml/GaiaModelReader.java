package sparkgaia.ml;

import org.apache.spark.ml.util.MLReader;

import java.util.function.Function;

/** Loads what {@link GaiaModel#write} has saved. */
public final class GaiaModelReader<M extends GaiaModel<M>> extends MLReader<M> {
    private final Class<M> type;
    private final Function<String, M> make;

    /** @param make from a uid */
    public GaiaModelReader(Class<M> type, Function<String, M> make) {
        this.type = type;
        this.make = make;
    }

    @Override
    public M load(String path) {
        M model = SavedParams.load(type, make, path, sparkSession());
        model.put(SavedTables.load(path, sparkSession()), SavedReport.load(path, sparkSession()));
        return model;
    }
}
