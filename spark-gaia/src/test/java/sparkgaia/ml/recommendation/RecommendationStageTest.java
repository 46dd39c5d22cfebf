package sparkgaia.ml.recommendation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.Set;

/** A stage like ALS, with a model like its. */
@Tag("slow")
class RecommendationStageTest {
    @TempDir private Path folder;

    private static ParamMap[] grid(GaiaMatrixFactorization estimator) {
        return new ParamGridBuilder().addGrid(estimator.regParam(), new double[] {0.01, 1}).build();
    }

    private static RegressionEvaluator evaluator() {
        return new RegressionEvaluator().setLabelCol("rating");
    }

    @Test
    void parametersOfAlsAreThereWithTheSameTypesAndDefaults() {
        var als = new ALS();
        var ours = new GaiaMatrixFactorization();
        for (Param<?> param : als.params()) {
            assertTrue(ours.hasParam(param.name()), param.name());
            Param<?> same = ours.getParam(param.name());
            assertEquals(param.getClass(), same.getClass(), param.name());
            if (!param.name().equals("seed") && !param.name().equals("maxIter")) {
                assertEquals(
                        als.getDefault(param).get(), ours.getDefault(same).get(), param.name());
            }
        }
    }

    @Test
    void everyParameterIsExplained() {
        var estimator = new GaiaMatrixFactorization();
        for (Param<?> param : estimator.params()) {
            assertTrue(param.doc().length() > 30, param.toString());
            assertTrue(estimator.hasDefault(param), param.toString());
        }
    }

    /** A Connect server finds stages so. */
    @Test
    @SuppressWarnings("rawtypes")
    void theJarNamesEstimatorAndModel() {
        assertTrue(
                ServiceLoader.load(Estimator.class).stream()
                        .anyMatch(each -> each.type() == GaiaMatrixFactorization.class));
        var model =
                ServiceLoader.load(Transformer.class).stream()
                        .filter(each -> each.type() == GaiaMatrixFactorizationModel.class)
                        .findFirst();
        assertInstanceOf(GaiaMatrixFactorizationModel.class, model.get().get());
    }

    @Test
    void modelTakesItsParametersFromTheEstimator() {
        var estimator =
                Films.brief()
                        .setPredictionCol("stars")
                        .setColdStartStrategy("drop")
                        .setBlockSize(8);
        GaiaMatrixFactorizationModel model = estimator.fit(Films.training());
        assertSame(estimator, model.parent());
        assertEquals("stars", model.getPredictionCol());
        assertEquals("drop", model.getColdStartStrategy());
        assertEquals(8, model.getBlockSize());
        assertEquals(
                estimator.transformSchema(Films.SCHEMA).fieldNames().length,
                model.transform(Films.heldOut()).schema().fieldNames().length);
        GaiaMatrixFactorizationModel copy =
                model.copy(new ParamMap().put(model.predictionCol().w("other")));
        assertEquals("other", copy.getPredictionCol());
        assertEquals("drop", copy.getColdStartStrategy());
        assertEquals("stars", model.getPredictionCol());
        assertSame(model.report(), copy.report());
    }

    @Test
    void recommendationsAreThoseOfAnAlsModel() {
        ALSModel model = Films.briefly();
        assertEquals(60, model.recommendForAllUsers(3).count());
        assertEquals(40, model.recommendForAllItems(3).count());
        var some = Films.training().filter("item = -100").select("user").distinct();
        assertEquals(some.count(), model.recommendForUserSubset(some, 2).count());
    }

    @Test
    void pipelineCrossValidatorAndSplitChooseTheBetter() {
        var estimator = Films.brief().setMaxIter(20).setColdStartStrategy("drop");
        var pipeline = new Pipeline().setStages(new PipelineStage[] {estimator});
        PipelineModel piped = pipeline.fit(Films.training());
        assertInstanceOf(GaiaMatrixFactorizationModel.class, piped.stages()[0]);
        var validated =
                new CrossValidator()
                        .setEstimator(estimator)
                        .setEvaluator(evaluator())
                        .setEstimatorParamMaps(grid(estimator))
                        .setNumFolds(2)
                        .fit(Films.training());
        assertTrue(validated.avgMetrics()[0] < validated.avgMetrics()[1]);
        var split =
                new TrainValidationSplit()
                        .setEstimator(estimator)
                        .setEvaluator(evaluator())
                        .setEstimatorParamMaps(grid(estimator))
                        .fit(Films.training());
        assertTrue(split.validationMetrics()[0] < split.validationMetrics()[1]);
        assertInstanceOf(GaiaMatrixFactorizationModel.class, split.bestModel());
    }

    @Test
    void estimatorIsSavedAndLoaded() throws IOException {
        String path = folder.resolve("estimator").toString();
        var saved = Films.estimator().setRank(7).setAlpha(3);
        saved.save(path);
        var loaded = GaiaMatrixFactorization.load(path);
        assertEquals(saved.uid(), loaded.uid());
        assertEquals(saved.explainParams(), loaded.explainParams());
    }

    private static void areSame(
            GaiaMatrixFactorizationModel one, GaiaMatrixFactorizationModel two) {
        assertEquals(one.uid(), two.uid());
        assertEquals(one.rank(), two.rank());
        assertEquals(one.explainParams(), two.explainParams());
        assertEquals(Films.rows(one.itemFactors()), Films.rows(two.itemFactors()));
        assertEquals(Films.rows(one.userFactors()), Films.rows(two.userFactors()));
        Set<String> eu = Films.rows(two.forRegion("eu").userFactors());
        assertEquals(20, eu.size());
        assertEquals(Films.rows(one.forRegion("eu").userFactors()), eu);
        assertEquals(Arrays.toString(one.params()), Arrays.toString(two.params()));
    }

    @Test
    void modelIsSavedAndLoaded() throws IOException {
        String path = folder.resolve("model").toString();
        var model = Films.briefly();
        model.write().overwrite().save(path);
        areSame(model, GaiaMatrixFactorizationModel.load(path));
    }

    @Test
    void modelIsSavedIntoALocalFolderWithoutSpark() throws IOException {
        String path = folder.resolve("local").toString();
        var model = Films.briefly();
        model.write().saveToLocal(path);
        areSame(
                model,
                (GaiaMatrixFactorizationModel)
                        GaiaMatrixFactorizationModel.read().loadFromLocal(path));
        assertTrue(model.estimatedSize() > 0);
    }

    @Test
    void pipelineModelIsSavedAndLoaded() throws IOException {
        String path = folder.resolve("pipeline").toString();
        var pipeline = new Pipeline().setStages(new PipelineStage[] {Films.brief()});
        PipelineModel saved = pipeline.fit(Films.training());
        saved.save(path);
        areSame(
                (GaiaMatrixFactorizationModel) saved.stages()[0],
                (GaiaMatrixFactorizationModel) PipelineModel.load(path).stages()[0]);
    }
}
