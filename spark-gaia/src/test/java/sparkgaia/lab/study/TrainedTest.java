package sparkgaia.lab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class TrainedTest {
    private static final double NAN = Double.NaN;

    /** Looked at every ten seconds; the regions' own copies are worse by one. */
    private static Trained<?, ?> trained(double... figures) {
        List<Look> looks = new ArrayList<>();
        for (int i = 0; i < figures.length; i++) {
            double[] consensus = {figures[i], -figures[i], NAN};
            looks.add(new Look(10 * (i + 1), i, consensus, new double[] {figures[i] + 1, 0, NAN}));
        }
        return new Trained<>(null, null, looks, null, List.of(), Map.of(), 0, 0);
    }

    @Test
    void betweenTwoLooksTheFigureIsTakenToFallInALine() {
        Trained<?, ?> trained = trained(9, 5, 4);
        assertEquals(15, trained.secondsTo(Problem.OBJECTIVE, 7));
        assertEquals(20, trained.secondsTo(Problem.OBJECTIVE, 5));
        assertEquals(27.5, trained.secondsTo(Problem.OBJECTIVE, 4.25));
        assertEquals(30, trained.secondsTo(Problem.OBJECTIVE, 4));
    }

    @Test
    void theRegionsOwnCopiesAndOtherFiguresHaveTheirOwnTimes() {
        Trained<?, ?> trained = trained(9, 5, 4);
        assertEquals(17.5, trained.ownSecondsTo(Problem.OBJECTIVE, 7));
        assertEquals(10, trained.secondsTo(Problem.HELD_OUT, -9));
    }

    @Test
    void whatIsNeverReachedTakesForever() {
        assertEquals(Double.POSITIVE_INFINITY, trained(9, 5, 4).secondsTo(0, 3.999));
        assertEquals(Double.POSITIVE_INFINITY, trained().secondsTo(0, 100));
        assertEquals(Double.POSITIVE_INFINITY, trained(NAN, NAN).secondsTo(0, 100));
    }

    @Test
    void theFirstCrossingCounts() {
        assertEquals(15, trained(9, 5, 11, 3).secondsTo(0, 7));
    }

    @Test
    void aTargetThatTheFirstLookHasIsReachedThen() {
        assertEquals(10, trained(9, 5).secondsTo(0, 9));
        assertEquals(10, trained(9, 5).secondsTo(0, 50));
    }

    /** A worker that has not trained yet has no figure; the next look that has one tells the time. */
    @Test
    void looksWithoutAFigureArePassedOver() {
        assertEquals(20, trained(NAN, 5, 4).secondsTo(0, 6));
        assertEquals(30, trained(9, NAN, 5).secondsTo(0, 7));
        assertTrue(Double.isInfinite(trained(9, NAN).secondsTo(0, 7)));
    }
}
