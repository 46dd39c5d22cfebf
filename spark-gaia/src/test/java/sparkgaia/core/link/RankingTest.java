package sparkgaia.core.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.table.Mix;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

class RankingTest {
    private static List<Integer> taken(Ranking ranking) {
        var taken = new ArrayList<Integer>();
        while (!ranking.isEmpty()) {
            taken.add(ranking.take());
        }
        return taken;
    }

    @Test
    void theHighestGoFirstAndOfEqualOnesTheLowestNumber() {
        var ranking = new Ranking();
        assertTrue(ranking.isEmpty());
        ranking.add(4, 7);
        ranking.add(2, Long.MAX_VALUE);
        ranking.add(9, 7);
        ranking.add(3, 7);
        ranking.add(1, 1);
        ranking.order();
        assertEquals(List.of(2, 3, 4, 9, 1), taken(ranking));
    }

    @Test
    void anyNumberOfRowsIsInTheOrderOfASort() {
        for (int size = 0; size < 300; size++) {
            var ranking = new Ranking();
            var rows = new ArrayList<long[]>();
            for (int id = 0; id < size; id++) {
                // Few ranks, so that many are equal.
                long rank = 1 + (Mix.hash(size, id) >>> 1) % (1 + size / 4);
                ranking.add(id, rank);
                rows.add(new long[] {-rank, id});
            }
            ranking.order();
            rows.sort(
                    Comparator.<long[]>comparingLong(row -> row[0])
                            .thenComparingLong(row -> row[1]));
            assertEquals(rows.stream().map(row -> (int) row[1]).toList(), taken(ranking));
        }
    }
}
