package sparkgaia.ml;

import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.SparkSession;

import scala.Option;

import java.util.function.Function;

/** Parameters beside a model, as MLlib saves them. What is Spark's own and not for everybody is called here alone. */
public final class SavedParams {
    private SavedParams() {}

    static <T> MLReader<T> reader() {
        return new DefaultParamsReader<>();
    }

    public static void save(Params of, String path, SparkSession session) {
        DefaultParamsWriter.saveMetadata(of, path, session);
    }

    public static <T extends Params> T load(
            Class<T> type, Function<String, T> make, String path, SparkSession session) {
        DefaultParamsReader.Metadata metadata =
                DefaultParamsReader.loadMetadata(path, session, type.getName());
        T loaded = make.apply(metadata.uid());
        metadata.getAndSetParams(loaded, Option.empty());
        return loaded;
    }
}
