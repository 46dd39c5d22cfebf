package sparkgaia.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.Record;

import java.util.ArrayList;
import java.util.List;

class VirtualDiskTest {
    private static final long SYNC = 10_000_000;

    private final Simulation simulation = new Simulation();
    private final List<String> told = new ArrayList<>();
    private final VirtualDisk disk = disk(false);

    private VirtualDisk disk(boolean isInstant) {
        return new VirtualDisk(
                simulation,
                new Dice(5),
                SYNC,
                isInstant,
                true,
                new VirtualDisk.Owner() {
                    @Override
                    public void durable(Record record) {
                        told.add("durable " + ((Record.StopSet) record).clock());
                    }

                    @Override
                    public void synced() {
                        told.add("synced");
                    }

                    @Override
                    public void failed() {
                        told.add("failed");
                    }
                });
    }

    private void append(int... clocks) {
        for (int clock : clocks) {
            disk.append(new Record.StopSet(clock));
        }
    }

    @Test
    void oneSyncServesWhatWaitedAndTheNextOneTheRest() {
        append(1);
        simulation.after(1000, () -> append(2, 3));
        simulation.runUntil(SYNC);
        assertEquals(List.of("durable 1", "synced"), told.subList(0, 2));
        simulation.runUntil(2 * SYNC);
        assertEquals(List.of("durable 1", "synced", "durable 2", "durable 3", "synced"), told);
        assertEquals(2, simulation.events() - 1);
    }

    @Test
    void aCrashLosesWhatWasNotDurable() {
        append(1);
        simulation.runUntil(SYNC);
        append(2, 3);
        disk.crash(Fault.Tail.LOST);
        simulation.runUntil(5 * SYNC);
        assertEquals(List.of(new Record.StopSet(1)), disk.read());
        append(4);
        simulation.runUntil(10 * SYNC);
        assertEquals(List.of(new Record.StopSet(1), new Record.StopSet(4)), disk.read());
    }

    @Test
    void aCrashMayKeepAnyPartOfTheRestFromTheFront() {
        boolean[] lengths = new boolean[4];
        for (int i = 0; i < 100; i++) {
            append(1, 2, 3);
            disk.crash(Fault.Tail.TORN);
            List<Record> read = disk.read();
            lengths[read.size()] = true;
            for (int at = 0; at < read.size(); at++) {
                assertEquals(new Record.StopSet(at + 1), read.get(at));
            }
            disk.wipe();
        }
        for (boolean length : lengths) {
            assertTrue(length);
        }
        append(1, 2);
        disk.crash(Fault.Tail.KEPT);
        assertEquals(2, disk.read().size());
    }

    @Test
    void aFailingSyncMakesNothingDurable() {
        append(1);
        disk.failNext();
        simulation.runUntil(SYNC);
        assertEquals(List.of("failed"), told);
        assertEquals(0, disk.durable());
    }

    @Test
    void anInstantDiskTakesNoTime() {
        VirtualDisk instant = disk(true);
        instant.append(new Record.StopSet(1));
        assertEquals(List.of("durable 1"), told);
        assertEquals(1, instant.durable());
        assertEquals(Long.MAX_VALUE, simulation.nextTime());
    }

    private static List<Record> stops(int... clocks) {
        var stops = new ArrayList<Record>();
        for (int clock : clocks) {
            stops.add(new Record.StopSet(clock));
        }
        return stops;
    }

    @Test
    void anImageStandsForWhatWasAppendedBeforeItOnceThatIsDurable() {
        append(1, 2);
        simulation.runUntil(10 * SYNC);
        append(3);
        disk.snapshot(stops(33));
        append(4);
        assertEquals(stops(1, 2), disk.read());
        simulation.runUntil(20 * SYNC);
        assertEquals(stops(33, 4), disk.read());
        disk.snapshot(stops(44));
        assertEquals(stops(44), disk.read());
    }

    @Test
    void anImageOfWhatIsNotDurableIsLostWithIt() {
        append(1);
        simulation.runUntil(10 * SYNC);
        append(2);
        disk.snapshot(stops(22));
        disk.crash(Fault.Tail.LOST);
        assertEquals(stops(1), disk.read());
        append(5);
        simulation.runUntil(20 * SYNC);
        assertEquals(stops(1, 5), disk.read());
        append(6);
        disk.snapshot(stops(66));
        disk.crash(Fault.Tail.KEPT);
        assertEquals(stops(66), disk.read());
        disk.wipe();
        assertEquals(List.of(), disk.read());
    }
}
