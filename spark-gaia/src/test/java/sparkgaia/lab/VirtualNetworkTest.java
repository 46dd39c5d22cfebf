package sparkgaia.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.message.Message;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;
import sparkgaia.lab.wan.Wan;

import java.util.ArrayList;
import java.util.List;

class VirtualNetworkTest {
    private static final long MILLIS = 1_000_000;
    private static final long SECOND = 1000 * MILLIS;
    private static final double MBPS = 16;
    private static final double LATENCY_MS = 125;

    private final Simulation simulation = new Simulation();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final VirtualNetwork network = network(3);

    private record Arrival(long nanos, int region, Event event) {}

    /** A region that writes down what it is given. */
    private record Listening(int region, Simulation simulation, List<Arrival> arrivals)
            implements Port {
        @Override
        public boolean isAlive() {
            return true;
        }

        @Override
        public boolean isReachable() {
            return true;
        }

        @Override
        public void deliver(int partition, Event event) {
            arrivals.add(new Arrival(simulation.now(), region, event));
        }
    }

    private VirtualNetwork network(int regions) {
        Wan wan = Wan.uniform(regions, MBPS, LATENCY_MS);
        Job job = Job.of(wan.names(), List.of(TableSpec.sum("t", 1, 1, 0))).build();
        var ports = new Port[regions];
        for (int region = 0; region < regions; region++) {
            ports[region] = new Listening(region, simulation, arrivals);
        }
        var made = new VirtualNetwork(simulation, job, wan, ports, new Dice(1));
        made.start();
        simulation.runUntil(10 * SECOND);
        return made;
    }

    private long session(int region, int peer) {
        long session = 0;
        for (Arrival arrival : arrivals) {
            if (arrival.region == region
                    && arrival.event instanceof Event.LinkReady ready
                    && ready.peer() == peer) {
                session = ready.session();
            }
        }
        return session;
    }

    private static Message.Batch batch(long seq, int bytes) {
        return new Message.Batch(seq, 0, 0, 0, Rows.EMPTY, new int[0], bytes);
    }

    private void send(int from, int to, Message message) {
        network.send(from, 0, new Effect.Send(to, 0, session(from, to), message));
    }

    private List<Arrival> frames() {
        return arrivals.stream()
                .filter(arrival -> arrival.event instanceof Event.FrameArrived)
                .toList();
    }

    private long onlyFrameAfter(long start) {
        simulation.runUntil(start + 100 * SECOND);
        assertEquals(1, frames().size());
        return frames().get(0).nanos - start;
    }

    @Test
    void bothSidesLearnOfOneSessionAndTheCalledSideBeforeItsFirstFrame() {
        for (int low = 0; low < 3; low++) {
            for (int high = low + 1; high < 3; high++) {
                assertNotEquals(0, session(low, high));
                assertEquals(session(low, high), session(high, low));
            }
        }
        assertNotEquals(session(0, 1), session(0, 2));
        var ready = (Event.LinkReady) arrivals.get(0).event;
        assertEquals(2_000_000, ready.bytesPerSecond());
    }

    @Test
    void aMegabyteOverSixteenMegabitsTakesWhatRateAndDelayPredict() {
        long start = simulation.now();
        send(0, 1, batch(1, 1_000_000));
        assertEquals(625 * MILLIS, onlyFrameAfter(start));
        assertEquals(1_000_000, network.count(0, 1).bytes());
        assertEquals(0, network.count(1, 0).frames());
    }

    @Test
    void dataQueuesBehindDataAndControlDoesNot() {
        long start = simulation.now();
        send(0, 1, batch(1, 1_000_000));
        send(0, 1, batch(2, 200_000));
        send(0, 1, new Message.Ack(1));
        simulation.runUntil(start + 10 * SECOND);
        assertEquals(
                List.of(start + 125 * MILLIS + 12_000, start + 625 * MILLIS, start + 725 * MILLIS),
                frames().stream().map(Arrival::nanos).toList());
    }

    @Test
    void twoFlowsShareAnUplink() {
        network.cap(0, 2_000_000, Long.MAX_VALUE);
        long start = simulation.now();
        send(0, 1, batch(1, 1_000_000));
        send(0, 2, batch(1, 1_000_000));
        simulation.runUntil(start + 10 * SECOND);
        // The first segment of the first flow began alone, and the last of the second one ended
        // alone.
        assertEquals(
                List.of(start + 125 * MILLIS + 967_232_000, start + 125 * MILLIS + 991_520_000),
                frames().stream().map(Arrival::nanos).toList());
    }

    @Test
    void twoFlowsShareADownlink() {
        network.cap(1, Long.MAX_VALUE, 2_000_000);
        long start = simulation.now();
        send(0, 1, batch(1, 1_000_000));
        send(2, 1, batch(1, 1_000_000));
        simulation.runUntil(start + 10 * SECOND);
        assertEquals(start + 125 * MILLIS + 991_520_000, frames().get(1).nanos);
    }

    @Test
    void aSegmentKeepsTheRateItBeganWith() {
        long start = simulation.now();
        network.follow(
                0, 1, new Schedule(new long[] {start + 250 * MILLIS}, new double[] {0.5}, 0));
        send(0, 1, batch(1, 1_000_000));
        assertEquals(125 * MILLIS + 737_856_000, onlyFrameAfter(start));
        assertTrue(
                arrivals.stream()
                        .anyMatch(
                                arrival ->
                                        arrival.event.equals(new Event.LinkMeasured(1, 1_000_000))
                                                && arrival.nanos == start + 1250 * MILLIS));
    }

    @Test
    void aStalledLaneMovesAgainLater() {
        long start = simulation.now();
        network.stall(0, 1, 3 * SECOND);
        send(0, 1, batch(1, 1_000_000));
        assertEquals(3625 * MILLIS, onlyFrameAfter(start));
    }

    @Test
    void aResetLosesWhatIsInFlightAndBothSidesGetAFreshSession() {
        long before = session(0, 1);
        send(0, 1, batch(1, 1_000_000));
        network.reset(0, 1, 0);
        send(0, 1, new Message.Ack(1));
        simulation.runUntil(simulation.now() + 60 * SECOND);
        assertEquals(0, frames().size());
        assertEquals(2, network.count(0, 1).lostFrames());
        assertTrue(session(0, 1) > before);
        assertEquals(session(0, 1), session(1, 0));
        assertEquals(
                2,
                arrivals.stream()
                        .filter(arrival -> arrival.event instanceof Event.LinkLost)
                        .count());
    }

    @Test
    void aOneWayCutBreaksTheConnectionAndNoneComesBeforeItIsMended() {
        long start = simulation.now();
        long before = session(0, 1);
        network.cut(0, 1, 5 * SECOND);
        send(0, 1, batch(1, 1000));
        send(1, 0, batch(1, 1000));
        simulation.runUntil(start + 60 * SECOND);
        assertEquals(List.of(0), frames().stream().map(Arrival::region).toList());
        assertEquals(before, session(0, 1));
        assertEquals(
                2,
                arrivals.stream()
                        .filter(arrival -> arrival.event instanceof Event.LinkLost)
                        .count());
        network.mend(0, 1);
        simulation.runUntil(start + 120 * SECOND);
        assertTrue(session(0, 1) > before);
    }

    @Test
    void aRepeatCarriesItsOldSessionAndIsCountedApart() {
        network.setWeather(new Weather(0, 0, 1, 60 * SECOND, 0));
        send(0, 1, batch(1, 1000));
        simulation.runUntil(simulation.now() + 100 * SECOND);
        assertEquals(2, frames().size());
        assertEquals(frames().get(0).event, frames().get(1).event);
        assertEquals(1000, network.count(0, 1).bytes());
        assertEquals(1000, network.count(0, 1).repeatedBytes());
    }

    @Test
    void aLossDelaysAndKeepsTheOrderOfItsLane() {
        network.setWeather(new Weather(0.5, 0, 0, MILLIS, 0));
        long start = simulation.now();
        for (int seq = 1; seq <= 50; seq++) {
            send(0, 1, new Message.Ack(seq));
        }
        simulation.runUntil(start + 100 * SECOND);
        assertEquals(50, frames().size());
        assertTrue(frames().get(49).nanos >= start + 125 * MILLIS + 450 * MILLIS);
        for (int i = 0; i < 50; i++) {
            var frame = ((Event.FrameArrived) frames().get(i).event).frame();
            assertEquals(new Message.Ack(i + 1), frame.message());
        }
    }
}
