package sparkgaia.wire;

import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Frame;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Message.Announce;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.message.Message.Clock;
import sparkgaia.core.message.Message.ClockMetrics;
import sparkgaia.core.message.Message.Consent;
import sparkgaia.core.message.Message.Copy;
import sparkgaia.core.message.Message.Statement;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;
import sparkgaia.core.topology.Topology;
import sparkgaia.core.view.Agreement;
import sparkgaia.core.view.Version;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Frames of every kind, with fields from all over their ranges. */
final class RandomFrames {
    private final Random random;
    private final RowSpace space = Samples.JOB.space(0);

    RandomFrames(Random random) {
        this.random = random;
    }

    Frame next(Kind kind) {
        return new Frame(
                random.nextInt(Samples.REGIONS),
                random.nextInt(Samples.REGIONS),
                random.nextInt(2),
                random.nextInt(4) - 1,
                random.nextLong() >> random.nextInt(64),
                message(kind));
    }

    private Message message(Kind kind) {
        return switch (kind) {
            case BATCH -> batch();
            case ACK -> new Message.Ack(large());
            case GAP -> new Message.Gap(large());
            case ANNOUNCE -> announcement();
            case CLOCK -> clock();
            case STATEMENT ->
                    new Statement(
                            random.nextInt() >>> 1 + random.nextInt(31),
                            large(),
                            aClock(),
                            random.nextBoolean() ? version() : null,
                            IntStream.range(0, random.nextInt(3))
                                    .mapToObj(i -> announcement())
                                    .toList(),
                            clock(),
                            random.nextBoolean());
            case STOP_AT -> new Message.StopAt(aClock());
            case BEGIN -> new Message.Begin(version());
            case CONSENT ->
                    new Consent(
                            random.nextInt(1000),
                            topologies(),
                            new Agreement.Consent(
                                    aClock(), random.nextBoolean() ? version() : null),
                            random.nextBoolean());
            case KNOCK -> new Message.Knock();
            case OVER -> new Message.Over();
            case REFUSAL -> new Message.Refusal(random.nextInt(1000), topologies());
            case OWN -> new Message.Own(random.nextInt(1000), rows(false));
            case COPY -> copy();
            case OUTDATED -> new Message.Outdated(random.nextInt(9), some(Samples.REGIONS));
            case ABORT -> new Message.Abort(random.nextInt(Samples.REGIONS), text());
            case HEARTBEAT -> new Message.Heartbeat();
        };
    }

    private String text() {
        return random.ints(random.nextInt(30), 32, 0xD000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private long large() {
        return random.nextLong() >>> 1 + random.nextInt(63);
    }

    private int aClock() {
        return switch (random.nextInt(6)) {
            case 0 -> Clocks.INFINITE;
            case 1 -> Clocks.FLUSHED;
            case 2 -> Clocks.NONE;
            case 3 -> random.nextInt(Clocks.MAX);
            default -> random.nextInt(200);
        };
    }

    private Batch batch() {
        Rows rows = rows(false);
        int[] by = IntStream.range(0, rows.size()).map(i -> aClock()).toArray();
        if (random.nextBoolean()) {
            Arrays.fill(by, aClock());
        }
        int size = random.nextInt() >>> 1;
        return new Batch(large(), aClock(), aClock(), large(), rows, by, size);
    }

    private Copy copy() {
        Rows states = rows(true);
        return new Copy(random.nextInt(1000), rows(false), states.ids(), states.cells());
    }

    private Announce announcement() {
        return new Announce(aClock(), some(Samples.SHARED_ROWS));
    }

    private Clock clock() {
        var metrics = new ArrayList<ClockMetrics>();
        for (int i = random.nextInt(3); i > 0; i--) {
            long[] sums =
                    random.longs(random.nextInt(4)).map(x -> x >> random.nextInt(64)).toArray();
            metrics.add(new ClockMetrics(aClock(), sums));
        }
        return new Clock(
                aClock(),
                random.nextInt(Samples.REGIONS),
                some(Samples.REGIONS),
                metrics,
                aClock());
    }

    private int[] some(int limit) {
        return IntStream.range(0, limit).filter(i -> random.nextBoolean()).toArray();
    }

    private Version version() {
        return new Version(
                random.nextInt(1000),
                random.nextInt(1000),
                random.nextInt(Samples.REGIONS),
                aClock(),
                topologies());
    }

    private List<Topology> topologies() {
        return List.of(topology(), topology());
    }

    private Topology topology() {
        int[] members =
                random.ints(0, Samples.REGIONS).distinct().limit(1 + random.nextInt(5)).toArray();
        return switch (random.nextInt(3)) {
            case 0 -> Topology.mesh(members);
            case 1 -> Topology.star(members, members[0]);
            default -> {
                int cut = random.nextInt(members.length);
                yield cut == 0
                        ? Topology.mesh(members)
                        : Topology.hubs(
                                List.of(
                                        Arrays.copyOf(members, cut),
                                        Arrays.copyOfRange(members, cut, members.length)));
            }
        };
    }

    private Rows rows(boolean isOuterState) {
        int[] ids = some(Samples.SHARED_ROWS);
        int[][] cells = new int[ids.length][];
        int rowBits = random.nextInt(32);
        for (int i = 0; i < ids.length; i++) {
            TableSpec spec = space.spec(ids[i]);
            cells[i] = new int[isOuterState ? spec.outer().stateWidth(spec.width()) : spec.width()];
            fill(cells[i], rowBits);
        }
        return ids.length == 0 ? Rows.EMPTY : new Rows(ids, cells);
    }

    private void fill(int[] cells, int rowBits) {
        int density = 1 + random.nextInt(4);
        int shift = random.nextInt(4) == 0 ? random.nextInt(32) : 0;
        int bits = random.nextBoolean() ? rowBits : random.nextInt(32);
        for (int i = 0; i < cells.length; i++) {
            if (random.nextInt(density) == 0) {
                cells[i] = random.nextInt() >> bits << shift;
            }
        }
    }
}
