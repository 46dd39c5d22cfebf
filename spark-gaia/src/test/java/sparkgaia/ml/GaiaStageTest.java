package sparkgaia.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** An estimator and its model are stages like any other of MLlib. */
class GaiaStageTest {
    @TempDir private Path folder;

    private static Logistic small() {
        return GaiaEstimatorTest.bsp().setMaxIter(2);
    }

    @Test
    void parametersAreExplained() {
        Logistic small = small();
        for (Param<?> param : small.params()) {
            assertTrue(param.doc().length() > 30, param.toString());
            assertTrue(small.hasDefault(param), param.toString());
        }
        assertEquals(16, small.params().length);
        assertTrue(small.explainParams().contains("sync: how regions keep together: default"));
    }

    @Test
    void copyHasUidAndParametersOfItsOwn() {
        Logistic one = small();
        Logistic two = one.copy(new ParamMap().put(one.maxIter().w(7)));
        assertNotSame(one, two);
        assertEquals(one.uid(), two.uid());
        assertEquals(2, one.getMaxIter());
        assertEquals(7, two.getMaxIter());
        assertEquals("bsp", two.getSync());
    }

    @Test
    void estimatorIsSavedAndLoaded() throws IOException {
        String path = folder.resolve("estimator").toString();
        Logistic saved = small().setWan("vc").setBudget(0.25).setRation(0.025);
        saved.save(path);
        Logistic loaded = Logistic.load(path);
        assertEquals(saved.uid(), loaded.uid());
        assertEquals(saved.explainParams(), loaded.explainParams());
    }

    /** Both ways of saving, of one fit. */
    @Test
    void modelIsSavedAndLoaded() throws IOException {
        String path = folder.resolve("model").toString();
        Logistic estimator = small();
        Logistic.Fitted saved = estimator.fit(GaiaEstimatorTest.data("eu"));
        assertSame(estimator, saved.parent());
        saved.write().overwrite().save(path);
        Logistic.Fitted loaded = Logistic.Fitted.read().load(path);
        assertEquals(saved.uid(), loaded.uid());
        assertArrayEquals(GaiaEstimatorTest.cells(saved), GaiaEstimatorTest.cells(loaded));
        assertEquals(saved.report().toHtml(), loaded.report().toHtml());
        Logistic.Fitted copy = saved.copy(ParamMap.empty());
        assertArrayEquals(GaiaEstimatorTest.cells(saved), GaiaEstimatorTest.cells(copy));
        isSavedIntoALocalFolderWithoutSpark(saved);
    }

    private void isSavedIntoALocalFolderWithoutSpark(Logistic.Fitted saved) throws IOException {
        Path path = folder.resolve("local");
        saved.write().saveToLocal(path.toString());
        Logistic.Fitted loaded = Logistic.Fitted.read().loadFromLocal(path.toString());
        assertArrayEquals(GaiaEstimatorTest.cells(saved), GaiaEstimatorTest.cells(loaded));
        assertTrue(Files.isRegularFile(path.resolve("tables/cells")));
        assertTrue(saved.estimatedSize() > 0);
    }

    @Test
    void pipelineHasItAsAStage() {
        var pipeline = new Pipeline().setStages(new PipelineStage[] {small()});
        PipelineModel model = pipeline.fit(GaiaEstimatorTest.data("eu"));
        assertEquals(600, model.transform(GaiaEstimatorTest.data("eu")).count());
    }

    @Test
    void reportIsAPageAndAFrame() {
        var data = GaiaEstimatorTest.data("eu", "us");
        var report = small().setRegionCol("region").fit(data).report();
        String page = report.toHtml();
        assertTrue(page.contains("What left each region"), page);
        assertTrue(page.contains("clock 0"), page);
        var frame = report.toDataFrame(data.sparkSession());
        assertEquals(9, frame.filter("what = 'metric' and about = 'loss'").count());
        assertEquals(2, frame.filter("what = 'rows left' and value > 0").count());
        assertFalse(frame.filter("what = 'data bytes' and value > 0").isEmpty());
        assertEquals(
                Arrays.asList("survey", "read", "open", "clock 0", "epochs", "flush", "model"),
                report.seconds().keySet().stream().toList());
    }
}
