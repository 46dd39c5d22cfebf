package sparkgaia.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sparkgaia.core.message.Message.Lane;

import java.util.List;

/** When what is to be sent leaves, in virtual time. */
class OutgoingTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final int MEGA = 1_000_000;

    private static VirtualWaker emulated(
            long bytesPerSecond, long delayMs, double loss, long late) {
        var link = new Emulation(bytesPerSecond, delayMs * MILLI, loss);
        return new VirtualWaker(new LinkSettings(MEGA, 0, 0, link), late, 0);
    }

    private static VirtualWaker capped(long bytesPerSecond, Emulation link, long late) {
        return new VirtualWaker(new LinkSettings(MEGA, bytesPerSecond, 0, link), late, 0);
    }

    @Test
    void withoutALinkToEmulateAllLeavesAtOnce() {
        var out = new VirtualWaker(LinkSettings.of(MEGA), 0, 0);
        out.send(Lane.DATA, EmulationTable.frames(3 * MEGA));
        out.send(Lane.CONTROL, Loopback.frame(10, 1));
        assertEquals(3L * MEGA, out.bytes(Lane.DATA));
        assertEquals(10, out.bytes(Lane.CONTROL));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3 * MILLI, 30 * MILLI})
    void aBusyLinkCarriesItsRateHoweverLateItIsWoken(long late) {
        var out = emulated(2 * MEGA, 100, 0, late);
        out.send(Lane.DATA, EmulationTable.frames(4 * MEGA));
        out.pass(10 * SECOND);
        var left = out.left();
        long last = left.get(left.size() - 1).nanos();
        assertEquals(4L * MEGA, out.bytes(Lane.DATA));
        assertTrue(last >= 2_100 * MILLI, () -> "too early: " + last);
        long granularity = 2 * Outgoing.WAKE_NANOS_MIN;
        assertTrue(last <= 2_100 * MILLI + 2 * late + granularity, () -> "too late: " + last);
    }

    @Test
    void anIdleLinkSavesNothingUp() {
        var out = emulated(MEGA, 10, 0, 0);
        out.pass(5 * SECOND);
        out.send(Lane.DATA, EmulationTable.frames(MEGA));
        out.pass(SECOND);
        assertTrue(out.bytes(Lane.DATA) <= MEGA * 99L / 100, "delay and rate still hold");
        out.pass(11 * MILLI);
        assertEquals(MEGA, out.bytes(Lane.DATA));
    }

    @Test
    void controlWaitsForOneSegmentOfDataAtMost() {
        var out = emulated(2 * MEGA, 100, 0, 0);
        out.send(Lane.DATA, EmulationTable.frames(8 * MEGA));
        out.pass(SECOND);
        long start = out.nanoTime();
        out.send(Lane.CONTROL, Loopback.frame(2_000, 1));
        out.pass(SECOND);
        long took = out.left(Lane.CONTROL).get(0).nanos() - start;
        long segment = Outgoing.SEGMENT_BYTES_MAX * SECOND / (2 * MEGA);
        assertTrue(took >= 101 * MILLI, () -> "took " + took);
        assertTrue(took <= 101 * MILLI + segment + MILLI, () -> "took " + took);
    }

    @Test
    void bothLanesShareTheLink() {
        var out = emulated(2 * MEGA, 0, 0, 0);
        out.send(Lane.DATA, EmulationTable.frames(MEGA));
        out.send(Lane.CONTROL, EmulationTable.frames(MEGA));
        out.pass(990 * MILLI);
        assertTrue(out.bytes(Lane.CONTROL) + out.bytes(Lane.DATA) < 2L * MEGA);
        out.pass(11 * MILLI);
        assertEquals(2L * MEGA, out.bytes(Lane.CONTROL) + out.bytes(Lane.DATA));
    }

    @Test
    void aLostSegmentHoldsUpItsLaneByATimeOut() {
        var out = emulated(10 * MEGA, 50, 0.01, 0);
        int segments = 1_000;
        int bytes = segments * Outgoing.SEGMENT_BYTES_MAX;
        for (int i = 0; i < segments; i++) {
            out.send(Lane.DATA, Loopback.frame(Outgoing.SEGMENT_BYTES_MAX, i));
        }
        out.pass(60 * SECOND);
        assertEquals(bytes, out.bytes(Lane.DATA));
        long longest = 0;
        for (int i = 1; i < out.left().size(); i++) {
            longest = Math.max(longest, out.left().get(i).nanos() - out.left().get(i - 1).nanos());
        }
        // Twice the delay and 200 ms, less what was on its way already.
        assertTrue(longest > 250 * MILLI, "longest pause " + longest);
    }

    @Test
    void asManyFramesAreHeldUpAsTheLossSays() {
        var out = emulated(10 * MEGA, 50, 0.25, 0);
        int frames = 400;
        int late = 0;
        for (int i = 0; i < frames; i++) {
            long start = out.nanoTime();
            out.send(Lane.CONTROL, Loopback.frame(100, i));
            out.pass(60 * SECOND);
            long took = out.left().get(i).nanos() - start;
            assertTrue(took < 51 * MILLI || took >= 350 * MILLI, () -> "took " + took);
            late += took < 51 * MILLI ? 0 : 1;
        }
        assertEquals(frames / 4.0, late, 30);
    }

    @ParameterizedTest
    @ValueSource(longs = {20_000, 1_000_000, 50_000_000})
    void inNoSecondMoreThanTheCapLeaves(long cap) {
        for (Emulation link : new Emulation[] {null, EmulationTable.link(1_000, 20)}) {
            var out = capped(cap, link, 40 * MILLI);
            int bytes = (int) Math.min(4 * cap, 60L * MEGA);
            out.send(Lane.DATA, EmulationTable.frames(bytes));
            out.pass(3 * SECOND);
            long most = mostInASecond(out.left(Lane.DATA));
            assertTrue(most <= cap * 105 / 100, () -> most + " bytes in a second, cap " + cap);
        }
    }

    private static long mostInASecond(List<VirtualWaker.Left> left) {
        long most = 0;
        long sum = 0;
        int first = 0;
        for (VirtualWaker.Left one : left) {
            sum += one.bytes();
            while (left.get(first).nanos() <= one.nanos() - SECOND) {
                sum -= left.get(first++).bytes();
            }
            most = Math.max(most, sum);
        }
        return most;
    }

    @Test
    void aCapIsUsedToTheFull() {
        var out = capped(MEGA, null, 2 * MILLI);
        out.send(Lane.DATA, EmulationTable.frames(8 * MEGA));
        out.pass(6 * SECOND);
        assertTrue(out.bytes(Lane.DATA) >= 5_900_000, () -> "only " + out.bytes(Lane.DATA));
    }

    @Test
    void controlDoesNotKnowTheCap() {
        var out = capped(20_000, null, 0);
        out.send(Lane.DATA, EmulationTable.frames(MEGA));
        out.send(Lane.CONTROL, EmulationTable.frames(MEGA));
        assertEquals(MEGA, out.bytes(Lane.CONTROL));
    }

    @Test
    void dataWaitsForTheNextDayWhenTheBudgetIsUsedUp() {
        long evening = 20_000 * DayBudget.DAY_MILLIS - 3_600_000;
        var settings = new LinkSettings(MEGA, 0, 5L * MEGA, null);
        var out = new VirtualWaker(settings, 0, evening);
        out.budget().usedBefore(19_998, 4L * MEGA);
        assertEquals(0, out.budget().used(), "of another day");
        out.budget().usedBefore(19_999, 4L * MEGA);
        for (int i = 0; i < 3; i++) {
            out.send(Lane.DATA, Loopback.frame(MEGA, i));
        }
        assertEquals(MEGA, out.bytes(Lane.DATA));
        assertTrue(out.budget().isOut());
        out.beat(Loopback.frame(10, 0));
        out.send(Lane.CONTROL, Loopback.frame(10, 0));
        out.pass(3_599 * SECOND);
        assertEquals(MEGA, out.bytes(Lane.DATA), "still the same day");
        out.beat(Loopback.frame(10, 0));
        assertEquals(MEGA + 10, out.bytes(Lane.DATA), "a heartbeat needs no budget");
        out.pass(62 * SECOND);
        assertEquals(3L * MEGA + 10, out.bytes(Lane.DATA));
        assertFalse(out.budget().isOut());
        assertEquals(20_000, out.budget().day());
        assertEquals(2L * MEGA, out.budget().used());
    }
}
