package sparkgaia.core.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class OuterFunctionTest {
    @Test
    void identityHasNoStateAndChangesByWhatIsMerged() {
        int[] change = new int[2];
        OuterFunction.IDENTITY.change(new int[] {3, -4}, new int[0], change);
        assertArrayEquals(new int[] {3, -4}, change);
        assertEquals(0, OuterFunction.IDENTITY.stateWidth(5));
    }

    @Test
    void momentumGoesOnWhenNothingComes() {
        OuterFunction nesterov = OuterFunction.nesterov(0.5, 0.5);
        int[] state = new int[1];
        int[] change = new int[1];
        nesterov.change(new int[] {400}, state, change);
        assertArrayEquals(new int[] {300}, change);
        assertArrayEquals(new int[] {400}, state);
        nesterov.change(new int[] {0}, state, change);
        assertArrayEquals(new int[] {50}, change);
        assertArrayEquals(new int[] {200}, state);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> OuterFunction.nesterov(-0.1, 0.5));
        assertThrows(IllegalArgumentException.class, () -> OuterFunction.nesterov(0.5, 1.0));
        assertThrows(IllegalArgumentException.class, () -> OuterFunction.nesterov(Double.NaN, 0));
    }

    @Test
    void aChangeThatLeavesAnIntIsNeverWrapped() {
        OuterFunction wild = OuterFunction.nesterov(10, 0.9);
        assertThrows(
                ArithmeticException.class,
                () -> wild.change(new int[] {Integer.MAX_VALUE}, new int[1], new int[1]));
    }
}
