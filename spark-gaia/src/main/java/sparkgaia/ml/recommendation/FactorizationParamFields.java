package sparkgaia.ml.recommendation;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;

import scala.Function1;

import sparkgaia.train.mf.MfSettings;

import java.io.Serializable;

/** What {@link FactorizationParams} are: names, limits and the words of {@code explainParams}. */
public final class FactorizationParamFields implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Where {@code ALS} needs ten iterations, steps along the slope need twenty epochs. */
    private static final int EPOCHS = 20;

    final Param<String> userCol;
    final Param<String> itemCol;
    final Param<String> ratingCol;
    final Param<String> predictionCol;
    final Param<String> coldStartStrategy;
    final IntParam rank;
    final DoubleParam regParam;
    final BooleanParam implicitPrefs;
    final DoubleParam alpha;
    final BooleanParam nonnegative;
    final Param<String> userFactors;
    final BooleanParam useBiases;
    final DoubleParam learningRate;
    final DoubleParam validationFraction;
    final IntParam blockSize;
    final IntParam numUserBlocks;
    final IntParam numItemBlocks;
    final IntParam checkpointInterval;
    final Param<String> intermediateStorageLevel;
    final Param<String> finalStorageLevel;

    /** Makes the fields and sets their defaults. */
    public FactorizationParamFields(FactorizationParams of) {
        String uid = of.uid();
        userCol =
                text(
                        uid,
                        "userCol",
                        "the column of user ids: any whole numbers in the range of int");
        itemCol =
                text(
                        uid,
                        "itemCol",
                        "the column of item ids: any whole numbers in the range of int");
        ratingCol =
                text(
                        uid,
                        "ratingCol",
                        "the column of ratings, any numbers; empty: every row is a rating of 1");
        predictionCol =
                text(uid, "predictionCol", "the column that the model adds with its predictions");
        coldStartStrategy =
                text(
                        uid,
                        "coldStartStrategy",
                        "what the model does with a user or an item that it was not trained on: nan predicts NaN, drop leaves the row out; with drop a CrossValidator can judge it",
                        ParamValidators.inArray(new String[] {"nan", "drop"}));
        rank =
                new IntParam(
                        uid,
                        "rank",
                        "how many factors a user and an item have; beside them a model with biases has two places more",
                        ParamValidators.inRange(1, MfSettings.RANK_MAX));
        regParam =
                new DoubleParam(
                        uid,
                        "regParam",
                        "regularisation, as in ALS: beside squared errors of ratings as they are, growing with the number of ratings of a user or an item; 0.05 to 0.2 suit most",
                        ParamValidators.gtEq(0));
        implicitPrefs =
                new BooleanParam(
                        uid,
                        "implicitPrefs",
                        "ratings are not to be predicted but say how surely a user likes an item, and what was not rated is a weak no");
        alpha =
                new DoubleParam(
                        uid,
                        "alpha",
                        "with implicitPrefs: how much surer a rating of 1 is than no rating. A rating r has a confidence of 1 + alpha |r|",
                        ParamValidators.gtEq(0));
        nonnegative =
                new BooleanParam(
                        uid, "nonnegative", "no factor is below zero; then there are no biases");
        userFactors =
                text(
                        uid,
                        "userFactors",
                        "whose ratings a user's factors are learnt from: pinned (a user's are all in one region; others are refused, with their number), regional (users may be in several regions, and each region learns factors of its own), shared (learnt from all regions; the factors cross between them)",
                        ParamValidators.inArray(new String[] {"pinned", "regional", "shared"}));
        useBiases =
                new BooleanParam(
                        uid,
                        "useBiases",
                        "a rating is the mean, a bias of the user and one of the item and a product of factors, which predicts better than the product alone; false: the product alone, as in ALS; without meaning for implicitPrefs and nonnegative");
        learningRate =
                new DoubleParam(
                        uid,
                        "learningRate",
                        "the step of the first epoch, for ratings brought to a deviation of one; it falls to a twentieth. Lower it if training diverges; without meaning for implicitPrefs",
                        ParamValidators.inRange(1e-9, 10.0));
        validationFraction =
                new DoubleParam(
                        uid,
                        "validationFraction",
                        "the part of the ratings, drawn by the seed, that is not trained on: the report says clock by clock how well they are predicted, and tol looks at them instead of at the training data; of each user one rating at least is trained on. 0: none; not with implicitPrefs",
                        ParamValidators.inRange(0, MfSettings.HELD_OUT_MAX));
        blockSize =
                new IntParam(
                        uid,
                        "blockSize",
                        "how many users or items are multiplied at a time when recommending, as in ALS",
                        ParamValidators.gt(0));
        numUserBlocks =
                new IntParam(
                        uid,
                        "numUserBlocks",
                        "taken for the sake of programs written for ALS, and of no effect: rows are dealt to workersPerRegion workers",
                        ParamValidators.gt(0));
        numItemBlocks =
                new IntParam(
                        uid,
                        "numItemBlocks",
                        "taken for the sake of programs written for ALS, and of no effect: items are in tables of partitions parts",
                        ParamValidators.gt(0));
        checkpointInterval =
                new IntParam(
                        uid,
                        "checkpointInterval",
                        "taken for the sake of programs written for ALS, and of no effect: there is no lineage to cut",
                        ParamValidators.gtEq(-1));
        intermediateStorageLevel =
                text(
                        uid,
                        "intermediateStorageLevel",
                        "taken for the sake of programs written for ALS, and of no effect: shards are in the workers' memory");
        finalStorageLevel =
                text(
                        uid,
                        "finalStorageLevel",
                        "taken for the sake of programs written for ALS, and of no effect: factors are kept in memory and on disk");
        defaults(of);
    }

    private static Param<String> text(String uid, String name, String doc) {
        return new Param<>(uid, name, doc, String.class);
    }

    private static Param<String> text(
            String uid, String name, String doc, Function1<String, Object> isValid) {
        return new Param<>(uid, name, doc, isValid, String.class);
    }

    private void defaults(FactorizationParams of) {
        of.setDefault(of.maxIter(), EPOCHS);
        of.setDefault(userCol, "user");
        of.setDefault(itemCol, "item");
        of.setDefault(ratingCol, "rating");
        of.setDefault(predictionCol, "prediction");
        of.setDefault(coldStartStrategy, "nan");
        of.setDefault(rank, 10);
        of.setDefault(regParam, 0.1);
        of.setDefault(implicitPrefs, false);
        of.setDefault(alpha, 1.0);
        of.setDefault(nonnegative, false);
        of.setDefault(userFactors, "pinned");
        of.setDefault(useBiases, true);
        of.setDefault(learningRate, 0.05);
        of.setDefault(validationFraction, 0.0);
        of.setDefault(blockSize, 4096);
        of.setDefault(numUserBlocks, 10);
        of.setDefault(numItemBlocks, 10);
        of.setDefault(checkpointInterval, 10);
        of.setDefault(intermediateStorageLevel, "MEMORY_AND_DISK");
        of.setDefault(finalStorageLevel, "MEMORY_AND_DISK");
    }
}
