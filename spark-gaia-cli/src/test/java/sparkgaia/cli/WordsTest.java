package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void numbersAreReadable() {
        assertEquals("1 seed", Words.count(1, "seed"));
        assertEquals("12,345 seeds", Words.count(12345, "seed"));
        assertEquals("999 B", Words.bytes(999));
        assertEquals("1.0 kB", Words.bytes(1000));
        assertEquals("1.0 MB", Words.bytes(999_950));
        assertEquals("9223.4 PB", Words.bytes(Long.MAX_VALUE));
    }

    @Test
    void timesHaveTheUnitThatSuitsThem() {
        assertEquals("5.0 us", Words.duration(5e-6));
        assertEquals("12.0 ms", Words.duration(0.012));
        assertEquals("59.00 s", Words.duration(59));
        assertEquals("12.0 min", Words.duration(720));
        assertEquals("2.5 h", Words.duration(9000));
        assertEquals("3.0 days", Words.duration(3 * 86_400));
    }
}
