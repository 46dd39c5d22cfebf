package sparkgaia.lab.wan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WanTest {
    private static final String GOOD = "region,A,B\nA,1000,16\nB,8,1000\n";

    @Test
    void aRowSendsAndAColumnReceives() {
        Wan wan = Wan.parse("b.csv", GOOD, "l.csv", GOOD);
        assertEquals(16, wan.mbps(0, 1));
        assertEquals(8, wan.mbps(1, 0));
        assertEquals(16, wan.of("B", "A").mbps(1, 0));
        assertEquals(32, wan.scaled(2).mbps(0, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
            region,A,B;A,1,2;B,abc,1   | x.csv line 3 column 2 (A): "abc" is not a number of Mb/s
            region,A,B;A,1,2;B,-3,1    | x.csv line 3 column 2 (A): -3 Mb/s is negative
            region,A,B;A,1,;B,3,1      | x.csv line 2 column 3 (B): is missing; expected a number of Mb/s
            region,A,B;A,1,NaN;B,3,1   | x.csv line 2 column 3 (B): "NaN" is not a finite number of Mb/s
            region,A,B;A,1,0;B,3,1     | x.csv line 2 column 3 (B): 0 Mb/s would never deliver anything
            region,A,B;A,1;B,3,1       | x.csv line 2 column 1 (A): has 1 entries for 2 regions
            region,A,B;A,1,2           | x.csv line 2: is not square: 2 regions in the header, but 1 rows
            region,A,A;A,1,2;A,3,1     | x.csv line 1 column 3 (A): is named twice
            region,A,B;A,1,2;A,3,1     | x.csv line 3 column 1 (A): is named twice; expected "B", the same order as the columns
            region,A,B;B,1,2;A,3,1     | x.csv line 2 column 1 (B): comes too early; expected "A", the same order as the columns
            region,A,B;A,1,2;C,3,1     | x.csv line 3 column 1 (C): is not a region of the header; expected "B", the same order as the columns
            region,A,;A,1,2;B,3,1      | x.csv line 1 column 3: a region without a name
            region                     | x.csv line 1: 0 regions, but there must be between 1 and 1000
            ''                         | x.csv: is empty; the first line should be region,A,B,...
            """)
    void aBadFileIsRefusedByLineAndColumn(String csv, String message) {
        var bad =
                assertThrows(
                        BadWan.class,
                        () -> Wan.parse("x.csv", csv.replace(';', '\n'), "l.csv", GOOD));
        assertEquals(message, bad.getMessage());
    }

    @Test
    void bothFilesSpeakOfTheSameRegions() {
        String other = "region,A,C\nA,0,1\nC,1,0\n";
        var bad = assertThrows(BadWan.class, () -> Wan.parse("b.csv", GOOD, "l.csv", other));
        assertEquals(
                "l.csv line 1: regions [A, C] are not those of b.csv, [A, B]", bad.getMessage());
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        Wan wan = Wan.parse("b.csv", GOOD, "l.csv", GOOD);
        assertEquals(
                "there is no region \"C\"; there are A, B",
                assertThrows(BadWan.class, () -> wan.of("C")).getMessage());
        assertThrows(BadWan.class, () -> wan.first(3));
        assertThrows(BadWan.class, () -> wan.of("A", "A"));
    }
}
