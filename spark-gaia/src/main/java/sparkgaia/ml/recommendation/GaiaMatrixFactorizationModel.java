package sparkgaia.ml.recommendation;

import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

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
    private final boolean isApart;

    /** Of nothing; for those who make models by name. */
    public GaiaMatrixFactorizationModel() {
        this.factors = null;
        this.report = null;
        this.isApart = false;
    }

    /** @param isApart whether users' factors are in several regions, and are to stay there */
    GaiaMatrixFactorizationModel(
            String uid, Factors factors, TrainingReport report, boolean isApart) {
        super(uid, factors.width(), factors.usersOnce(), factors.items());
        this.factors = factors;
        this.report = report;
        this.isApart = isApart;
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
        return as(factors.ofRegion(region), ParamMap.empty(), false);
    }

    /**
     * The whole model, where users' factors have stayed in their regions: whoever uses it brings them together. Only the
     * owner of all regions' data may want that.
     */
    public GaiaMatrixFactorizationModel acrossRegions() {
        return as(factors, ParamMap.empty(), false);
    }

    private void checkTogether() {
        if (isApart) {
            throw new IllegalStateException(
                    "users' factors have stayed in their regions ("
                            + String.join(", ", report.regions())
                            + "), and this would bring them together: ask model.forRegion(\""
                            + report.regions().get(0)
                            + "\") for a region's own users, or model.acrossRegions() if they may"
                            + " leave");
        }
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        checkTogether();
        return super.transform(dataset);
    }

    @Override
    public Dataset<Row> recommendForAllUsers(int items) {
        checkTogether();
        return super.recommendForAllUsers(items);
    }

    @Override
    public Dataset<Row> recommendForUserSubset(Dataset<?> users, int items) {
        checkTogether();
        return super.recommendForUserSubset(users, items);
    }

    @Override
    public Dataset<Row> recommendForAllItems(int users) {
        checkTogether();
        return super.recommendForAllItems(users);
    }

    @Override
    public Dataset<Row> recommendForItemSubset(Dataset<?> items, int users) {
        checkTogether();
        return super.recommendForItemSubset(items, users);
    }

    private GaiaMatrixFactorizationModel as(Factors others, ParamMap extra, boolean staysApart) {
        var that = new GaiaMatrixFactorizationModel(uid(), others, report, staysApart);
        copyValues(that, extra);
        that.setParent(parent());
        return that;
    }

    @Override
    public GaiaMatrixFactorizationModel copy(ParamMap extra) {
        if (factors == null) {
            return new GaiaMatrixFactorizationModel();
        }
        return as(factors, extra, isApart);
    }

    @Override
    public MLWriter write() {
        checkTogether();
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
