package sparkgaia.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DiceTest {
    @Test
    void throwsStayInTheirBoundsAndReachThem() {
        var dice = new Dice(3);
        boolean[] faces = new boolean[6];
        for (int i = 0; i < 1000; i++) {
            faces[dice.below(6)] = true;
            long between = dice.between(-2, 2);
            assertTrue(between >= -2 && between <= 2);
            long scaled = dice.scaled(10, 1_000_000);
            assertTrue(scaled >= 10 && scaled <= 1_000_000);
            assertTrue(dice.waiting(100) >= 0);
            assertFalse(dice.chance(0));
            assertTrue(dice.chance(1));
        }
        for (boolean face : faces) {
            assertTrue(face);
        }
    }

    @Test
    void partsOfASimulationThrowTheirOwnDice() {
        assertEquals(Dice.of(1, "disk").next(), Dice.of(1, "disk").next());
        assertNotEquals(Dice.of(1, "disk").next(), Dice.of(1, "network").next());
        assertNotEquals(Dice.of(1, "disk").next(), Dice.of(2, "disk").next());
    }
}
