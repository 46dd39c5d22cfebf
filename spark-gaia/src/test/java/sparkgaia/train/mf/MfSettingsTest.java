package sparkgaia.train.mf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

class MfSettingsTest {
    private static final MfSettings SETTINGS = MfSettings.of(10, 20, 3);

    @Test
    void theLearningRateFallsInALineFromTheFirstClockToTheLast() {
        MfSettings settings = SETTINGS.withSteps(0.2, 0.1, 1).withEpochs(3, 7);
        assertEquals(21, settings.clocks());
        assertEquals(0.2, settings.learningRate(1), 1e-12);
        assertEquals(0.11, settings.learningRate(11), 1e-12);
        assertEquals(0.02, settings.learningRate(21), 1e-12);
        assertEquals(0.02, settings.learningRate(500), 1e-12, "no lower than the last");
        assertEquals(0.2, settings.withEpochs(1, 1).learningRate(1), 1e-12);
    }

    @Test
    void aChangeOfOneSettingLeavesTheOthers() {
        MfSettings all =
                SETTINGS.withRegularization(0.5, false)
                        .withSteps(0.3, 0.2, 7)
                        .withEpochs(4, 5)
                        .withHeldOut(0.2)
                        .withSeed(9)
                        .plain()
                        .withSharedUsers();
        var expected =
                new MfSettings(
                        new MfSettings.Size(10, 20, 3),
                        new MfSettings.Penalty(0.5, false, false),
                        new MfSettings.Steps(0.3, 0.2, 7),
                        new MfSettings.Pace(4, 5),
                        MfSettings.Form.PLAIN,
                        MfSettings.UserFactors.SHARED,
                        0.2,
                        9);
        assertEquals(expected, all);
        assertEquals(
                expected,
                SETTINGS.withSharedUsers()
                        .withHeldOut(0.2)
                        .plain()
                        .withSeed(9)
                        .withEpochs(4, 5)
                        .withSteps(0.3, 0.2, 7)
                        .withRegularization(0.5, false));
    }

    /** Factors of trained numbers are smaller than those of ratings by the root of the deviation. */
    @Test
    void regularisationOfRatingsIsScaledToWhatIsTrained() {
        MfSettings ofRatings = SETTINGS.with(new MfSettings.Penalty(0.3, true, true));
        assertEquals(0.1, ofRatings.lambdaOfOne(5, 3), 1e-12);
        assertEquals(0.3, SETTINGS.withRegularization(0.3, true).lambdaOfOne(5, 3), 1e-12);
        MfSettings once = SETTINGS.with(new MfSettings.Penalty(0.3, false, true));
        assertEquals(0.02, once.lambdaOfOne(5, 3), 1e-12);
    }

    @Test
    void whatIsOutOfRangeIsRefusedByName() {
        Map<String, UnaryOperator<MfSettings>> wrong = new TreeMap<>();
        wrong.put("users", same -> MfSettings.of(-1, 1, 1));
        wrong.put("users: a table", same -> MfSettings.ofAnyUsers(1, 1).withSharedUsers());
        wrong.put("items", same -> MfSettings.of(1, 0, 1));
        wrong.put("rank", same -> MfSettings.of(1, 1, MfSettings.RANK_MAX + 1));
        wrong.put("regularization", same -> same.withRegularization(-1, true));
        wrong.put("learning rate", same -> same.withSteps(Double.NaN, 1, 1));
        wrong.put("part of the learning rate", same -> same.withSteps(1, 1.1, 1));
        wrong.put("cap of hot items", same -> same.withSteps(1, 1, 0));
        wrong.put("epochs", same -> same.withEpochs(0, 1));
        wrong.put("clocks in an epoch", same -> same.withEpochs(1, 0));
        wrong.forEach(
                (name, change) -> {
                    var refusal =
                            assertThrows(
                                    IllegalArgumentException.class, () -> change.apply(SETTINGS));
                    assertTrue(refusal.getMessage().startsWith(name), refusal.getMessage());
                });
    }
}
