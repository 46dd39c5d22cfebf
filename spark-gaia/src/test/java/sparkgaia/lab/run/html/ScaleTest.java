package sparkgaia.lab.run.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

class ScaleTest {
    private static List<String> ticks(boolean isLogarithmic, double min, double max) {
        return new Scale(isLogarithmic, min, max, 0, 100)
                .ticks().stream().map(Numbers::shown).toList();
    }

    @Test
    void ticksReadWell() {
        assertEquals(List.of("0", "20", "40", "60", "80"), ticks(false, 0, 63.8));
        assertEquals(List.of("0.4", "0.6", "0.8", "1", "1.2"), ticks(false, 0.42, 1.12));
        assertEquals(List.of("-1", "-0.5", "0", "0.5", "1"), ticks(false, -1, 1));
        assertEquals(List.of("1", "10", "100", "1,000", "10,000"), ticks(true, 0.4, 11_700));
        assertEquals(List.of("1", "2", "5", "10", "20", "50"), ticks(true, 1, 60));
        assertEquals(List.of("0.4", "0.6", "0.8", "1", "1.2"), ticks(true, 0.42, 1.12));
    }

    @Test
    void thereAreEnoughTicksAndNotTooManyForAnyRange() {
        for (double min : new double[] {1e-6, 0.03, 1, 777, 1e9}) {
            for (double ratio : new double[] {1, 1.0001, 1.5, 3, 9, 11, 300, 1e5, 1e12}) {
                for (boolean isLogarithmic : new boolean[] {false, true}) {
                    var scale = new Scale(isLogarithmic, min, min * ratio, 0, 100);
                    int count = scale.ticks().size();
                    String what = isLogarithmic + " from " + min + " times " + ratio;
                    assertTrue(count >= 2 && count <= 13, what + ": " + count);
                    for (double tick : scale.ticks()) {
                        double place = scale.place(tick);
                        assertTrue(place > -0.01 && place < 100.01, what + ": " + place);
                    }
                    assertTrue(scale.place(min) >= -0.01 && scale.place(min * ratio) <= 100.01);
                }
            }
        }
    }

    @Test
    void placesGoFromOneEndToTheOther() {
        var linear = new Scale(false, 0, 10, 300, 100);
        assertEquals(300, linear.place(0));
        assertEquals(200, linear.place(5), 1e-9);
        var logarithmic = new Scale(true, 1, 100, 0, 100);
        assertEquals(50, logarithmic.place(10), 1e-9);
    }

    @Test
    void numbersHaveThreeDigitsThatCount() {
        for (String[] shown :
                new String[][] {
                    {"0", "0"},
                    {"0.12345", "0.123"},
                    {"12.5", "12.5"},
                    {"1234.5", "1,230"},
                    {"100000", "100,000"},
                    {"0.0002", "0.0002"},
                    {"0.00000123", "1.23e-6"},
                    {"2e12", "2e12"},
                    {"-3.999", "-4"},
                    {"NaN", "\u2013"},
                    {"Infinity", "\u221e"}
                }) {
            assertEquals(shown[1], Numbers.shown(Double.parseDouble(shown[0])));
        }
    }
}
