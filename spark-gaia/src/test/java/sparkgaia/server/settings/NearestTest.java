package sparkgaia.server.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

import java.util.List;

class NearestTest {
    @Test
    void aSwapIsOneStep() {
        assertEquals(1, Nearest.distance("crahs", "crash"));
        assertEquals(1, Nearest.distance("swrm", "swarm"));
        assertEquals(5, Nearest.distance("", "crash"));
        assertEquals(0, Nearest.distance("cut", "cut"));
    }

    @Test
    void theNearestIsFoundAndTiesGoToTheFirst() {
        assertEquals("crash", Nearest.of("crahs", List.of("cut", "crash", "swarm")));
        assertEquals("vc", Nearest.of("vs", List.of("vc", "ss")));
        assertNull(Nearest.of("anything", List.of()));
    }
}
