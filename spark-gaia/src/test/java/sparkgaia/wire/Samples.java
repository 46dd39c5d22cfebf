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
import sparkgaia.core.table.OuterFunction;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.core.table.TableSpec;
import sparkgaia.core.topology.Topology;
import sparkgaia.core.view.Agreement;
import sparkgaia.core.view.Version;

import java.util.List;
import java.util.TreeMap;

/** A small job, and one frame or more of every kind in it. */
final class Samples {
    static final int REGIONS = 5;

    /** The first row of the table that is not shared, of partition 0. */
    static final int PINNED = 30;

    static final int SHARED_ROWS = 30;

    static final Declared JOB = new Declared(REGIONS, List.of(space(), space()));

    private Samples() {}

    private static RowSpace space() {
        return new RowSpace(
                List.of(
                        TableSpec.sum("factors", 16, 5, 22),
                        TableSpec.sum("counts", 8, 12, 0),
                        TableSpec.mean("weights", 6, 3, 20)
                                .withOuter(OuterFunction.nesterov(0.7, 0.9)),
                        TableSpec.sum("users", 4, 2, 20).regional()),
                0,
                1);
    }

    static Frame frame(Message message) {
        return new Frame(0, 2, 1, 3, 7, message);
    }

    private static Topology mesh(int... members) {
        return Topology.mesh(members);
    }

    static TreeMap<String, Frame> frames() {
        var frames = new TreeMap<String, Frame>();
        frames.put("ack", frame(new Message.Ack(300)));
        frames.put("gap", frame(new Message.Gap(5)));
        frames.put("stop-at", direct(new Message.StopAt(42)));
        frames.put("stop-final", direct(new Message.StopAt(Clocks.INFINITE)));
        frames.put("knock", direct(new Message.Knock()));
        frames.put("over", direct(new Message.Over()));
        frames.put("heartbeat", frame(new Message.Heartbeat()));
        frames.put("outdated", direct(new Message.Outdated(3, new int[] {0, 2, 4})));
        frames.put("abort", direct(new Message.Abort(1, "Zelle läuft über")));
        frames.put("announce", frame(new Announce(9, new int[] {0, 1, 17, 29})));
        batches(frames);
        statements(frames);
        views(frames);
        return frames;
    }

    private static Frame direct(Message message) {
        return new Frame(4, 1, 0, Frame.DIRECT, 1L << 40, message);
    }

    private static void batches(TreeMap<String, Frame> frames) {
        frames.put(
                "batch-empty", frame(new Batch(1, 0, Clocks.NONE, 0, Rows.EMPTY, new int[0], 32)));
        frames.put(
                "batch-coarse",
                frame(
                        new Batch(
                                17,
                                12,
                                11,
                                0,
                                new Rows(
                                        new int[] {2, 3, 9},
                                        new int[][] {
                                            {-7 << 6, 3 << 6, 0, 64, 0},
                                            {0, 0, 0, 0, 5 << 20},
                                            {7, -7, 7, -7, 6}
                                        }),
                                new int[] {Clocks.INFINITE, 12, Clocks.INFINITE},
                                53)));
        frames.put(
                "batch-forms",
                frame(
                        new Batch(
                                Long.MAX_VALUE,
                                5,
                                Clocks.FLUSHED,
                                1L << 62,
                                new Rows(
                                        new int[] {0, 1, 2, 15, 16, 23, 24},
                                        new int[][] {
                                            {Integer.MIN_VALUE, 1, -1, 0, Integer.MAX_VALUE},
                                            {100, -100, 99, 1, 0},
                                            {120, -90, 3, 1, 8},
                                            {Integer.MIN_VALUE, 0, 0, 0, 0},
                                            new int[12],
                                            {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1000, -1},
                                            {1 << 20, 0, 3 << 20}
                                        }),
                                new int[] {5, 5, 4, Clocks.FLUSHED, 5, 5, Clocks.NONE},
                                1234)));
    }

    private static void statements(TreeMap<String, Frame> frames) {
        var clock =
                new Clock(
                        8,
                        4,
                        new int[] {1, 3},
                        List.of(
                                new ClockMetrics(7, new long[] {-1, 1L << 50}),
                                new ClockMetrics(8, new long[] {0, Long.MIN_VALUE})),
                        6);
        var mirror = new Clock(Clocks.INFINITE, 0, new int[0], List.of(), Clocks.NONE);
        frames.put("clock", frame(clock));
        frames.put("clock-final", frame(mirror));
        frames.put(
                "statement-first",
                frame(new Statement(1, 0, Clocks.INFINITE, null, List.of(), mirror, false)));
        frames.put(
                "statement-full",
                frame(
                        new Statement(
                                4,
                                99,
                                30,
                                new Version(3, 2, 0, 20, List.of(mesh(0, 2), star())),
                                List.of(
                                        new Announce(8, new int[] {5}),
                                        new Announce(9, new int[] {6, 7})),
                                clock,
                                true)));
    }

    private static Topology star() {
        return Topology.star(new int[] {0, 2, 4}, 2);
    }

    private static void views(TreeMap<String, Frame> frames) {
        var hubs = Topology.hubs(List.of(new int[] {0, 1}, new int[] {2, 3, 4}));
        var version = new Version(2, 1, 0, 14, List.of(hubs, mesh(0, 1, 2, 3, 4)));
        var next = List.of(star(), mesh(0, 2, 4));
        frames.put("begin", direct(new Message.Begin(version)));
        frames.put(
                "consent", direct(new Consent(2, next, new Agreement.Consent(15, version), false)));
        frames.put(
                "consent-first",
                direct(new Consent(1, next, new Agreement.Consent(Clocks.NONE, null), true)));
        frames.put("refusal", direct(new Message.Refusal(2, next)));
        frames.put(
                "own",
                direct(
                        new Message.Own(
                                3,
                                new Rows(
                                        new int[] {16, 20},
                                        new int[][] {
                                            {3, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0},
                                            {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 77}
                                        }))));
        frames.put(
                "copy",
                direct(
                        new Copy(
                                3,
                                new Rows(
                                        new int[] {0, 24},
                                        new int[][] {{1, -2, 3, -4, 5}, {10, 20, 30}}),
                                new int[] {3, 24},
                                new int[][] {{}, {-1, 4000, 0}})));
    }
}
