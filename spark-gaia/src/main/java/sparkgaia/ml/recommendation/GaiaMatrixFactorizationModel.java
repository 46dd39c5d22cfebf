package sparkgaia.ml.recommendation;

import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;

import sparkgaia.ml.HasReport;
import sparkgaia.spark.TrainingReport;

/**
 * An {@code ALSModel}: whatever takes one takes this. A prediction is the product of a user's row and an item's; where
 * there are biases they are in the rows, whose last two places are the user's mean and bias beside one, and one beside
 * the item's bias, so rows are two longer than the rank that was asked for.
 */
public final class GaiaMatrixFactorizationModel extends ALSModel implements HasReport {
    private static final long serialVersionUID = 1L;

    private final transient Factors factors;
    private final TrainingReport report;

    /** Of nothing; for those who make models by name. */
    public GaiaMatrixFactorizationModel() {
        this.factors = null;
        this.report = null;
    }

    GaiaMatrixFactorizationModel(String uid, Factors factors, TrainingReport report) {
        super(uid, factors.width(), factors.usersOnce(), factors.items());
        this.factors = factors;
        this.report = report;
    }

    @Override
    public TrainingReport report() {
        return report;
    }

    Factors factors() {
        return factors;
    }

    /**
     * The model as a region has it: its own users, and factors of its own of users who are in several. Where all regions
     * share users' factors it is the same model.
     */
    public GaiaMatrixFactorizationModel forRegion(String region) {
        if (!report.regions().contains(region)) {
            throw new IllegalArgumentException(
                    "no region is called "
                            + region
                            + "; there are "
                            + String.join(", ", report.regions()));
        }
        return as(factors.ofRegion(region), ParamMap.empty());
    }

    private GaiaMatrixFactorizationModel as(Factors others, ParamMap extra) {
        var that = new GaiaMatrixFactorizationModel(uid(), others, report);
        copyValues(that, extra);
        that.setParent(parent());
        return that;
    }

    @Override
    public GaiaMatrixFactorizationModel copy(ParamMap extra) {
        if (factors == null) {
            return new GaiaMatrixFactorizationModel();
        }
        return as(factors, extra);
    }

    @Override
    public MLWriter write() {
        return new FactorsWriter(this);
    }

    public static MLReader<ALSModel> read() {
        return new FactorsReader();
    }

    public static GaiaMatrixFactorizationModel load(String path) {
        return (GaiaMatrixFactorizationModel) read().load(path);
    }

    @Override
    public String toString() {
        return "GaiaMatrixFactorizationModel: uid=" + uid() + ", rank=" + rank();
    }
}
