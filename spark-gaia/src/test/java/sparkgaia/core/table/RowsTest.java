package sparkgaia.core.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import sparkgaia.Seeds;

import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

class RowsTest {
    private final RowSpace space =
            new RowSpace(List.of(TableSpec.sum("a", 3, 1, 0), TableSpec.sum("b", 2, 2, 0)), 0, 1);

    private static Rows rows(int[] ids, int[]... cells) {
        return new Rows(ids, cells);
    }

    @Test
    void everyFlawIsNamed() {
        assertNull(rows(new int[] {0, 3}, new int[1], new int[2]).flaw(space));
        assertNull(Rows.EMPTY.flaw(space));
        assertEquals(
                "row number 5 of 5", rows(new int[] {0, 5}, new int[1], new int[1]).flaw(space));
        assertEquals("row number -1 of 5", rows(new int[] {-1}, new int[1]).flaw(space));
        assertEquals(
                "row a[1] twice or out of order",
                rows(new int[] {1, 1}, new int[1], new int[1]).flaw(space));
        assertEquals(
                "row a[0] twice or out of order",
                rows(new int[] {1, 0}, new int[1], new int[1]).flaw(space));
        assertEquals(
                "row b[0] of another width than 2", rows(new int[] {3}, new int[3]).flaw(space));
        assertEquals(
                "row b[1] of another width than 2", rows(new int[] {4}, (int[]) null).flaw(space));
        assertEquals("2 ids with 1 rows of cells", rows(new int[] {0, 1}, new int[1]).flaw(space));
    }

    @Test
    void everyRowLivesInOnePartitionAndHasOneNumberThere() {
        List<TableSpec> tables = space.tables();
        for (int table = 0; table < tables.size(); table++) {
            for (int row = 0; row < tables.get(table).rows(); row++) {
                int homes = 0;
                for (int partition = 0; partition < 3; partition++) {
                    var part = new RowSpace(tables, partition, 3);
                    int id = part.id(table, row);
                    if (id >= 0) {
                        homes++;
                        assertEquals(table, part.table(id));
                        assertEquals(row, part.row(id));
                        assertEquals(partition, RowSpace.partitionOf(table, row, 3));
                    }
                }
                assertEquals(1, homes);
            }
        }
    }

    @Seeds
    void aMapOfRowsAddsUpLikeAnyOther(Random random) {
        var map = new RowMap(space);
        var expected = new TreeMap<Integer, int[]>();
        for (int step = 0; step < 30; step++) {
            int id = random.nextInt(space.size());
            int[] delta = random.ints(space.width(id), -9, 10).toArray();
            if (random.nextInt(5) == 0) {
                map.remove(id);
                expected.remove(id);
            } else {
                map.add(id, delta);
                expected.merge(
                        id,
                        delta,
                        (a, b) -> IntStream.range(0, a.length).map(i -> a[i] + b[i]).toArray());
            }
        }
        assertEquals(expected.size(), map.size());
        assertEquals(expected.isEmpty(), map.isEmpty());
        Rows rows = map.toRows();
        assertNull(rows.flaw(space));
        assertArrayEquals(
                expected.keySet().stream().mapToInt(Integer::intValue).toArray(), rows.ids());
        expected.forEach((id, cells) -> assertArrayEquals(cells, rows.get(id)));
        assertEquals(rows, map.copy().toRows());
    }

    @Test
    void aCopyOfRowsIsNotTheRows() {
        var map = new RowMap(space);
        map.add(1, new int[] {3});
        Rows before = map.toRows();
        map.add(1, new int[] {4});
        assertArrayEquals(new int[] {3}, before.get(1));
        assertArrayEquals(new int[] {7}, map.get(1));
        assertEquals(-1, map.next(2));
        map.clear();
        assertEquals(Rows.EMPTY, map.toRows());
    }

    @Test
    void rowsThatCameInAndWentOutAreNeverChanged() {
        int[] first = {3};
        var map = new RowMap(space);
        map.add(1, first);
        map.add(1, new int[] {4});
        Rows out = map.toRows();
        map.subtract(1, new int[] {2});
        map.add(1, new int[] {10});
        Rows later = map.toRows();
        map.subtract(1, new int[] {15});
        assertArrayEquals(new int[] {3}, first);
        assertArrayEquals(new int[] {7}, out.get(1));
        assertArrayEquals(new int[] {15}, later.get(1));
        assertArrayEquals(new int[] {0}, map.get(1));
        map.add(1, new int[] {Integer.MAX_VALUE});
        Rows full = map.toRows();
        assertThrows(CellOverflow.class, () -> map.add(1, new int[] {1}));
        assertArrayEquals(new int[] {Integer.MAX_VALUE}, full.get(1));
        assertArrayEquals(new int[] {Integer.MAX_VALUE}, map.get(1));
    }
}
