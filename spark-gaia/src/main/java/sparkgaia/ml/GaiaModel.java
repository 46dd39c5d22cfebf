package sparkgaia.ml;

import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;

import sparkgaia.spark.Locality;
import sparkgaia.spark.Pinned;
import sparkgaia.spark.Trained;
import sparkgaia.spark.TrainedTables;
import sparkgaia.spark.TrainingReport;

/**
 * A model that is the tables of its job. A subclass says what they predict ({@code transform}); it needs a public
 * constructor with the uid alone, and a static {@code read} that gives a {@link GaiaModelReader}.
 *
 * @param <M> the subclass itself
 */
public abstract class GaiaModel<M extends GaiaModel<M>> extends Model<M>
        implements MLWritable, HasReport {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private transient TrainedTables tables;
    private TrainingReport report;
    private Locality locality;
    private Pinned pinned;

    protected GaiaModel(String uid) {
        this.uid = uid;
    }

    /** This model, with what was trained. */
    @SuppressWarnings("unchecked")
    public final M with(Trained trained) {
        put(trained.tables(), trained.report());
        place(trained.locality(), trained.pinned());
        return (M) this;
    }

    final void put(TrainedTables trained, TrainingReport told) {
        tables = trained;
        report = told;
    }

    final void place(Locality where, Pinned stayed) {
        locality = where;
        pinned = stayed;
    }

    public final TrainedTables tables() {
        if (tables == null) {
            throw new IllegalStateException(
                    "model "
                            + uid
                            + " has no tables: it comes from fit or load, not from its"
                            + " constructor");
        }
        return tables;
    }

    /** What the tables take in memory: what a server that caches models counts. */
    @Override
    public long estimatedSize() {
        return tables().estimatedBytes();
    }

    @Override
    public final TrainingReport report() {
        return report;
    }

    /** Where records were read, if executors were in several regions; else null. */
    public final Locality locality() {
        return locality;
    }

    /** Where what was kept of shards has stayed, if executors were in several regions; else null. */
    public final Pinned pinned() {
        return pinned;
    }

    /** A subclass in Scala has to override it: {@code override val uid: String}. */
    @Override
    public String uid() {
        return uid;
    }

    @Override
    public M copy(ParamMap extra) {
        M that = this.<M>defaultCopy(extra);
        that.put(tables, report);
        that.place(locality, pinned);
        that.setParent(parent());
        return that;
    }

    @Override
    public final MLWriter write() {
        return new GaiaModelWriter(this);
    }
}
