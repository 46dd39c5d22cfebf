package sparkgaia.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.Record.Image;
import sparkgaia.core.message.Message;
import sparkgaia.core.sync.CommitLog;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;
import sparkgaia.core.topology.Topology;
import sparkgaia.core.view.Agreement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is long comes in an image as slices of modest size, and is whole again afterwards. */
class SlicesTest {
    private static final int ROWS = 70_000;
    private static final int WIDTH = 3;
    private static final int ROWS_OF_A_SLICE = Rows.SLICE_CELLS / (WIDTH + 1);

    private static final Job JOB =
            Job.of(List.of("A", "B"), List.of(TableSpec.sum("t", ROWS, WIDTH, 0)))
                    .model(SyncModel.ssp(1))
                    .maxClock(3)
                    .build();

    private static Rows all() {
        int[] ids = new int[ROWS];
        int[][] cells = new int[ROWS][];
        for (int id = 0; id < ROWS; id++) {
            ids[id] = id;
            cells[id] = new int[] {id, -id, 7};
        }
        return new Rows(ids, cells);
    }

    private static List<Record> image(Region region) {
        var image = new ArrayList<Record>();
        region.image(image::add);
        return image;
    }

    private static Region replayed(List<Record> records) {
        var region = new Region(JOB, 0, 0);
        records.forEach(region::replay);
        return region;
    }

    private static int sizeMax(List<Record> image) {
        int max = 0;
        for (Record record : image) {
            if (record instanceof Image.PartKept part) {
                max = Math.max(max, part.rows().size());
            } else if (record instanceof Image.RowValues part) {
                max = Math.max(max, part.rows().size());
            } else if (record instanceof Image.RowsPending part) {
                max = Math.max(max, part.rows().size());
            } else if (record instanceof Image.BatchKept part) {
                max = Math.max(max, part.part().rows().size());
            } else if (record instanceof Image.AnnouncementKept part) {
                max = Math.max(max, part.ids().length);
            }
        }
        return max;
    }

    @Test
    void aPartOfACommitThatIsLongerThanASlice() {
        Region again = replayed(List.of(new Record.PartStaged(0, 2, 0, 5, all())));
        List<Record> image = image(again);
        assertEquals(5, image.stream().filter(Image.PartKept.class::isInstance).count());
        assertEquals(ROWS_OF_A_SLICE, sizeMax(image));
        CommitLog commits = replayed(image).commits();
        assertTrue(commits.isStaged(0, 2, 0));
        assertEquals(all(), commits.apply(0, 0, 2).rows());
    }

    @Test
    void valuesPendingABatchAndAnAnnouncementThatAreLongerThanASlice() {
        int[] obligedBy = new int[ROWS];
        Arrays.setAll(obligedBy, id -> id);
        var batch = new Message.Batch(1, 0, 0, 0, all(), obligedBy, 99);
        var arrived = new Message.Batch(1, 0, 0, 0, all(), obligedBy, 99);
        List<Record> journal =
                List.of(
                        new Record.PartStaged(0, 0, 0, 0, all()),
                        new Record.Progressed(new int[] {0}, new int[] {0}),
                        new Record.BatchSealed(0, 1, batch),
                        new Record.BatchArrived(0, 1, arrived),
                        new Record.PartStaged(0, 0, 1, 0, all()),
                        new Record.Progressed(new int[] {1}, new int[] {0}),
                        new Record.RowsAnnounced(0, 1, 1, all().ids()),
                        new Record.RowsAnnounced(0, 1, 1, new int[] {3}));
        Region expected = replayed(journal);
        List<Record> image = image(expected);
        assertEquals(Rows.SLICE_CELLS, sizeMax(image));

        Region found = replayed(image);
        assertEquals(expected.values().digest(), found.values().digest());
        var out = found.links().link(1).out();
        assertEquals(List.of(batch), List.copyOf(out.kept()));
        assertEquals(99, out.keptBytes());
        assertEquals(all(), out.pending());
        assertEquals(2, out.announcements().size());
        assertArrayEquals(all().ids(), out.announcements().get(0).ids());
        assertArrayEquals(new int[] {3}, out.announcements().get(1).ids());
        assertTrue(out.isAnnounced(ROWS - 1));
        assertEquals(image.size(), image(found).size());
    }

    @Test
    void savesAndPatchesThatAreLongerThanASliceOrEmpty() {
        byte[] save = new byte[1_000_000];
        for (int i = 0; i < save.length; i++) {
            save[i] = (byte) (i / 1000);
        }
        byte[] nothing = {};
        Region region =
                replayed(
                        List.of(
                                new Record.CommitMade(0, 0, 0, new long[0], nothing, nothing),
                                new Record.CommitMade(0, 0, 1, new long[0], nothing, save),
                                new Record.CommitMade(0, 0, 2, new long[0], nothing, null),
                                new Record.CommitMade(0, 0, 3, new long[0], save, null)));
        List<Record> image = image(region);
        var joined = replayed(image).commits().joined(0);
        assertArrayEquals(save, joined.save());
        assertEquals(2, joined.patches().size());
        assertArrayEquals(nothing, joined.patches().get(0));
        assertArrayEquals(save, joined.patches().get(1));
        assertEquals(9, image.stream().filter(Image.ShardState.class::isInstance).count());
    }

    @Test
    void aProposalThatCanNeverBeStaysDead() {
        List<Topology> alone = List.of(Topology.mesh(new int[] {0}));
        Region region =
                replayed(
                        List.of(
                                new Record.ViewConsented(1, alone, new Agreement.Consent(3, null)),
                                new Record.ViewDropped(1)));
        Region found = replayed(image(region));
        var ask = new Command.ChangeView(alone);
        found.handle(0, new Event.Start());
        assertFalse(
                found.handle(1, new Event.Asked(ask)).stream()
                        .anyMatch(
                                effect ->
                                        effect instanceof Effect.CommandDone done
                                                && done.isAccepted()));
        assertEquals(
                1,
                image(found).stream()
                        .filter(Image.ProposalDead.class::isInstance)
                        .map(record -> ((Image.ProposalDead) record).topologies())
                        .filter(alone::equals)
                        .count());
    }
}
