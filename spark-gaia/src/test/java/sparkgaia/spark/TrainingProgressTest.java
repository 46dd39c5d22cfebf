package sparkgaia.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

import sparkgaia.train.Trainer;
import sparkgaia.train.mf.MfSettings;
import sparkgaia.train.mf.MfTrainer;
import sparkgaia.train.mf.Rating;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class TrainingProgressTest {
    private static ProgressLine line(int clock, double objective, long bytes) {
        return new ProgressLine(clock, 80, 4, "loss/examples", objective, bytes, 17);
    }

    @Test
    void aBarIsAsLongAsTheTerminalAndAsFullAsTraining() {
        int before = 0;
        for (int clock = 1; clock <= 80; clock++) {
            String bar = line(clock, 0.25, 1_234_567).bar(100);
            assertEquals(100, bar.length(), bar);
            int full = bar.replaceAll("[^=]", "").length();
            assertTrue(full >= before && full <= before + 1, bar);
            assertEquals(clock == 80, bar.contains(">80 / 80"), bar);
            before = full;
        }
        assertEquals(
                "[Epoch 10 of 20:======>      40 / 80], loss/examples 0.2500, 1.2 MB sent, 17 s",
                line(40, 0.25, 1_234_567).bar(78));
    }

    @Test
    void aNarrowTerminalHasABarStill() {
        assertTrue(line(40, 0.25, 0).bar(10).startsWith("[Epoch 10 of 20:==>  40 / 80]"));
    }

    @Test
    void aLineSaysEpochObjectiveAndBytes() {
        assertEquals(
                "training is in epoch 1 of 20 (clock 4 of 80), loss/examples 0.2500, 12 kB sent, 17 s",
                line(4, 0.25, 12_000).text());
        assertEquals(
                "training is in epoch 2 of 20 (clock 5 of 80), 12 kB sent, 17 s",
                line(5, Double.NaN, 12_000).text());
        assertEquals("training reads its data, 17 s", line(0, Double.NaN, 0).text());
    }

    @Test
    void theBoardKnowsTheMeanOfTheLastClocks() {
        var board = new TrainingBoard();
        assertEquals(-1, board.clock());
        assertTrue(Double.isNaN(board.objective(4)));
        for (int clock = 0; clock <= 1_000; clock++) {
            for (int worker = 1; worker <= 2; worker++) {
                board.computed(clock, new long[] {(long) clock * worker << 20, 3L << 20});
            }
        }
        assertEquals(1_000, board.clock());
        assertEquals((1_000 + 999) * 3 / 12.0, board.objective(2), 1e-9);
        double kept = TrainingBoard.CLOCKS_KEPT;
        double oldest = 1_000 - kept + 1;
        assertEquals((1_000 + oldest) / 2 * 3 / 6, board.objective(5_000), 1e-9);
    }

    @Test
    void whatExecutorsTellNowAndThenAddsUpOnTheDriver() {
        var runs = new Runs();
        TrainingBoard board = runs.begin("one");
        runs.begin("other");
        long[] nanos = {0};
        var told = new ArrayList<ClockTold>();
        try (var teller = new ClockTeller("one", told::add, () -> nanos[0])) {
            var executor = new TrainingBoard(teller);
            for (int clock = 1; clock <= 9; clock++) {
                executor.computed(clock, new long[] {6L << 20, 3L << 20});
                nanos[0] += ClockTeller.EACH_NANOS / 4;
            }
            assertEquals(List.of(5, 9), told.stream().map(ClockTold::clock).toList());
            executor.computed(10, new long[] {30L << 20, 3L << 20});
        }
        assertEquals(3, told.size());
        told.forEach(runs::told);
        assertEquals(10, board.clock());
        assertEquals((9 * 6 + 30) / 30.0, board.objective(100), 1e-9);
        runs.end("one");
        runs.told(new ClockTold("one", 11, 0, 0));
        assertEquals(10, board.clock());
    }

    /** A recipe that only says what it trains. */
    private record Of(Trainer<Rating, ?> of, int objective) implements Recipe<Rating, Object> {
        private static final long serialVersionUID = 1L;

        @Override
        @SuppressWarnings("unchecked")
        public Trainer<Rating, Object> trainer() {
            return (Trainer<Rating, Object>) of;
        }

        @Override
        public int clocks() {
            return 8;
        }

        @Override
        public Rating record(Row row) {
            throw new UnsupportedOperationException("there are no rows");
        }
    }

    @Test
    void theObjectiveIsTheRecipesWhateverIsAddedToItsMetrics() {
        var held = new MfTrainer(MfSettings.of(9, 9, 2).withHeldOut(0.1));
        List<String> training = List.of("squaredError", "ratings");
        List<String> heldOut = List.of("heldOutSquaredError", "heldOutRatings");
        assertEquals(training, new Of(held, 0).objectives());
        assertEquals(heldOut, new Of(held, 2).objectives());
        var settling = Settling.of(new Of(held, 2), 2, 0.1);
        assertEquals(heldOut, settling.objectives());
        assertEquals(2, settling.objective());
        assertEquals(8, settling.trainer().metrics().size());
        assertEquals(List.of("heldOutRatings"), new Of(held, 3).objectives());
        assertEquals(List.of(), new Of(held, 4).objectives());
    }

    @Test
    void whereNobodyKnowsWhatWasSentNothingIsSaidOfIt() {
        assertEquals(
                "training is in epoch 1 of 20 (clock 4 of 80), loss/examples 0.2500, 17 s",
                line(4, 0.25, ProgressLine.UNKNOWN).text());
    }

    @Test
    void theTerminalIsCleanInTheEnd() {
        var bytes = new ByteArrayOutputStream();
        var terminal = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (var progress = new TrainingProgress(() -> line(40, 0.25, 0), terminal, 80)) {
            progress.show();
            progress.show();
        }
        String[] shown = bytes.toString(StandardCharsets.UTF_8).split("\r", -1);
        assertEquals(4, shown.length);
        assertTrue(shown[1].contains("[Epoch 10 of 20:"), shown[1]);
        assertEquals("\u001b[K", shown[3]);
    }

    @Test
    void withoutATerminalNothingIsPrinted() {
        try (var progress = new TrainingProgress(() -> line(40, 0.25, 0), null, 80)) {
            progress.show();
        }
    }
}
