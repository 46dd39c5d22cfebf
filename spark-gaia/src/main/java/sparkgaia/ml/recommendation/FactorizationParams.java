package sparkgaia.ml.recommendation;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

import sparkgaia.ml.GaiaParams;

/** The parameters of {@code ALS}, by the same names, and those that a factorisation over regions has beside. */
public interface FactorizationParams extends GaiaParams {
    /** The fields behind the accessors; made once, after {@code uid}. */
    FactorizationParamFields factorization();

    default Param<String> userCol() {
        return factorization().userCol;
    }

    default String getUserCol() {
        return $(userCol());
    }

    default Param<String> itemCol() {
        return factorization().itemCol;
    }

    default String getItemCol() {
        return $(itemCol());
    }

    default Param<String> ratingCol() {
        return factorization().ratingCol;
    }

    default String getRatingCol() {
        return $(ratingCol());
    }

    default Param<String> predictionCol() {
        return factorization().predictionCol;
    }

    default String getPredictionCol() {
        return $(predictionCol());
    }

    default Param<String> coldStartStrategy() {
        return factorization().coldStartStrategy;
    }

    default String getColdStartStrategy() {
        return $(coldStartStrategy());
    }

    default IntParam rank() {
        return factorization().rank;
    }

    default int getRank() {
        return (int) $(rank());
    }

    default DoubleParam regParam() {
        return factorization().regParam;
    }

    default double getRegParam() {
        return (double) $(regParam());
    }

    default BooleanParam implicitPrefs() {
        return factorization().implicitPrefs;
    }

    default boolean getImplicitPrefs() {
        return (boolean) $(implicitPrefs());
    }

    default DoubleParam alpha() {
        return factorization().alpha;
    }

    default double getAlpha() {
        return (double) $(alpha());
    }

    default BooleanParam nonnegative() {
        return factorization().nonnegative;
    }

    default boolean getNonnegative() {
        return (boolean) $(nonnegative());
    }

    default Param<String> userFactors() {
        return factorization().userFactors;
    }

    default String getUserFactors() {
        return $(userFactors());
    }

    default BooleanParam useBiases() {
        return factorization().useBiases;
    }

    default boolean getUseBiases() {
        return (boolean) $(useBiases());
    }

    default DoubleParam learningRate() {
        return factorization().learningRate;
    }

    default double getLearningRate() {
        return (double) $(learningRate());
    }

    default DoubleParam validationFraction() {
        return factorization().validationFraction;
    }

    default double getValidationFraction() {
        return (double) $(validationFraction());
    }

    default IntParam blockSize() {
        return factorization().blockSize;
    }

    default int getBlockSize() {
        return (int) $(blockSize());
    }

    default IntParam numUserBlocks() {
        return factorization().numUserBlocks;
    }

    default int getNumUserBlocks() {
        return (int) $(numUserBlocks());
    }

    default IntParam numItemBlocks() {
        return factorization().numItemBlocks;
    }

    default int getNumItemBlocks() {
        return (int) $(numItemBlocks());
    }

    default IntParam checkpointInterval() {
        return factorization().checkpointInterval;
    }

    default int getCheckpointInterval() {
        return (int) $(checkpointInterval());
    }

    default Param<String> intermediateStorageLevel() {
        return factorization().intermediateStorageLevel;
    }

    default String getIntermediateStorageLevel() {
        return $(intermediateStorageLevel());
    }

    default Param<String> finalStorageLevel() {
        return factorization().finalStorageLevel;
    }

    default String getFinalStorageLevel() {
        return $(finalStorageLevel());
    }
}
