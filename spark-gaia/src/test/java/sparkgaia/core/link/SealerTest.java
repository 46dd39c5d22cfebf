package sparkgaia.core.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.sync.RowChoice;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;
import sparkgaia.core.table.Values;
import sparkgaia.core.topology.Topology;

import java.util.List;

/** What a batch takes and what it is charged: a header of 32 bytes and its rows, here of 24 cells (99 bytes in full). */
class SealerTest {
    private static final int HEADER = 32;
    private static final long PLENTY = 1L << 40;

    private final RowSpace space = new RowSpace(List.of(TableSpec.sum("t", 40, 24, 4)), 0, 1);
    private final Values values = new Values(space);

    private final class Side {
        private final SyncModel model;
        private final Links links;
        private final Link link;
        private final Sealer sealer;

        Side(SyncModel model) {
            this.model = model;
            this.links =
                    new Links(
                            0,
                            0,
                            Topology.mesh(new int[] {0, 1}),
                            Clocks.NONE,
                            model,
                            1,
                            space,
                            region -> new Peer(region, 0));
            links.setEnd(9);
            this.link = links.link(1);
            this.sealer = new Sealer(model, values, 1 << 20);
        }

        void change(int clock, int... cells) {
            int[] ids = new int[cells.length];
            int[][] rows = new int[cells.length][24];
            for (int id = 0; id < ids.length; id++) {
                ids[id] = id;
                rows[id][id % 24] = cells[id];
            }
            links.giveOwn(new Rows(ids, rows), clock, 0);
        }

        Batch endClock(int clock) {
            link.out().touch();
            if (!model.isByClock()) {
                boolean isAll = clock == 0 || clock == links.end();
                link.out().oblige(isAll ? RowChoice.EVERYTHING : model.choice(), values, clock);
            }
            return seal(clock);
        }

        Batch seal(int clock) {
            Batch batch =
                    model.isByClock()
                            ? sealer.nextClock(links, link, clock)
                            : sealer.nextRows(links, link, clock, PLENTY);
            if (batch != null) {
                link.out().seal(batch, clock);
            }
            return batch;
        }
    }

    @Test
    void beyondObligationsARationEndsTheBatch() {
        var side = new Side(SyncModel.gaia(1, 8, 3, 0).withRation(0.25));
        side.endClock(0);
        side.change(1, 1, 2, 3, 4, 5, 6, 7, 8);
        Batch batch = side.endClock(1);
        // Eight changes earn 198 bytes, of which the batch of clock 0 has used a header.
        assertArrayEquals(new int[] {3, 4, 5, 6, 7}, batch.rows().ids());
        assertEquals(HEADER + 5 * (4 + 24), batch.size());
        side.change(2, 9, 9);
        batch = side.endClock(2);
        assertArrayEquals(new int[] {1}, batch.rows().ids(), "two changes earn 49: the largest");
        assertNull(side.seal(2), "and no other one until there is a reason");
    }

    @Test
    void obligedRowsGoWhateverTheRation() {
        var side = new Side(SyncModel.gaia(1, 4, 1, 0).withRation(0.0001));
        side.endClock(0);
        side.change(1, 1, 2, 3);
        assertArrayEquals(new int[0], side.endClock(1).rows().ids());
        side.change(2, 0, 0, 0, 9);
        Batch batch = side.endClock(2);
        assertArrayEquals(new int[] {0, 1, 2}, batch.rows().ids(), "those of clock 1, not clock 2");
        assertEquals(2, batch.through());
    }

    @Test
    void forwardedRowsEarnToo() {
        var side = new Side(SyncModel.gaia(1, 4, 9, 0).withRation(0.5));
        side.endClock(0);
        int[] nobody = {Clocks.INFINITE, Clocks.INFINITE};
        Rows rows = new Rows(new int[] {3, 5}, new int[][] {new int[24], new int[24]});
        rows.cells()[0][0] = 7;
        rows.cells()[1][0] = 8;
        side.link.out().give(rows, nobody, 1, 0);
        assertArrayEquals(new int[] {3, 5}, side.seal(0).rows().ids());
    }

    @Test
    void clockZeroAndAFlushAreChargedPacked() {
        var side = new Side(SyncModel.gaia(1, 4, 3, 0).withRation(0.0001));
        side.change(0, 1, -127, 1 << 30);
        assertEquals(HEADER + (4 + 6) + (4 + 24) + 99, side.endClock(0).size());
        side.change(9, 3, 1000);
        Batch batch = side.endClock(9);
        assertEquals(Clocks.INFINITE, batch.through());
        assertEquals(HEADER + (4 + 9) + (4 + 33), batch.size());
        assertEquals(1000, batch.rows().cells()[1][1], "nothing is cut");
    }

    @Test
    void bspIsChargedAsFloatsFromTheFirstClockToTheLast() {
        var side = new Side(SyncModel.bsp());
        for (int clock = 0; clock <= 9; clock++) {
            side.change(clock, 1, 2);
            assertEquals(HEADER + 2 * 99, side.endClock(clock).size());
        }
    }

    @Test
    void aRoundIsChargedInItsBits() {
        var side = new Side(SyncModel.localSgd(4));
        side.change(0, 1, 2);
        assertEquals(HEADER + 2 * 99, side.endClock(0).size(), "clock 0 goes as it is");
        side.change(1, 7 << 20, 6);
        assertEquals(HEADER + 2 * (4 + 12), side.endClock(1).size());
        var full = new Side(SyncModel.localSgd(32));
        full.endClock(0);
        full.change(1, 1);
        assertEquals(HEADER + 99, full.endClock(1).size());
    }

    @Test
    void whatWasForwardedIntoARoundTakesMoreBits() {
        var side = new Side(SyncModel.overlappedSgd(4));
        side.endClock(0);
        side.change(1, 7 << 4, 7 << 4);
        Rows forwarded = new Rows(new int[] {0}, new int[][] {new int[24]});
        forwarded.cells()[0][0] = 5;
        side.link.out().give(forwarded, null, 1, 0);
        // 117 needs 7 bits and a sign.
        assertEquals(HEADER + (4 + 24) + (4 + 12), side.endClock(1).size());
    }
}
