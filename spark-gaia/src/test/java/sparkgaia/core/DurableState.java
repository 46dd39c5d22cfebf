package sparkgaia.core;

import sparkgaia.core.link.Link;
import sparkgaia.core.link.Outgoing;
import sparkgaia.core.link.Peer;
import sparkgaia.core.link.PendingRows;
import sparkgaia.core.sync.MetricSums;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.RowMap;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Values;
import sparkgaia.core.topology.Topology;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All fields of a region's durable state in words, found by looking: what is added to it later is in them too, and what
 * a restart forgets is named here.
 */
public final class DurableState {
    /** Settings, which every process is given. */
    private static final Set<Class<?>> GIVEN =
            Set.of(Job.class, RowSpace.class, SyncModel.class, Peer.class);

    /** By class, what is not durable. */
    private static final Map<Class<?>, List<String>> FORGOTTEN =
            Map.of(
                    State.class,
                    List.of("peers", "deferred"),
                    Link.class,
                    List.of(
                            "bucket",
                            "barrier",
                            "early",
                            "peerIncarnation",
                            "isStated",
                            "hasStated",
                            "isGapNamed",
                            "dropped",
                            "mirror",
                            "laggard",
                            "absent",
                            "told",
                            "metricsTold",
                            "metricsHeardByPeer"),
                    Outgoing.class,
                    List.of("isDirty"),
                    Values.class,
                    List.of("changedAt", "life", "changes"),
                    MetricSums.class,
                    List.of("decided", "forgotten"),
                    // Of rows that are pending they are asked for below.
                    PendingRows.class,
                    List.of("since", "obligedBy"));

    private final StringBuilder text = new StringBuilder();
    private final int forgotten;

    private DurableState(int forgotten) {
        this.forgotten = forgotten;
    }

    /** Without sums of metrics up to a clock, which everybody is known to have. */
    public static String of(Region region, int forgotten) {
        var state = new DurableState(forgotten);
        state.show(read(field(Region.class, "state"), region));
        return state.text.toString();
    }

    /** The clock up to which a region has forgotten sums of metrics. */
    public static int forgotten(Region region) {
        return ((State) read(field(Region.class, "state"), region)).metrics.forgotten();
    }

    private static Field field(Class<?> of, String name) {
        try {
            return of.getDeclaredField(name);
        } catch (NoSuchFieldException gone) {
            throw new AssertionError(gone);
        }
    }

    private static Object read(Field field, Object of) {
        field.setAccessible(true);
        try {
            return field.get(of);
        } catch (IllegalAccessException broken) {
            throw new AssertionError(broken);
        }
    }

    private void show(Object what) {
        if (what == null || GIVEN.contains(what.getClass())) {
            text.append(what == null ? "null" : "given");
        } else if (what.getClass().isArray()) {
            text.append('[');
            for (int i = 0; i < Array.getLength(what); i++) {
                show(Array.get(what, i));
                text.append(' ');
            }
            text.append(']');
        } else if (what instanceof Collection<?> all) {
            text.append('[');
            all.forEach(
                    each -> {
                        show(each);
                        text.append(' ');
                    });
            text.append(']');
        } else if (what instanceof Map<?, ?> map) {
            map.forEach(
                    (key, value) -> {
                        text.append('\n').append(key).append(": ");
                        show(value);
                    });
        } else if (what instanceof RowMap rows) {
            text.append(rows.toRows());
        } else if (what instanceof Topology || what instanceof BitSet) {
            text.append(what);
        } else if (what.getClass().getName().startsWith("sparkgaia.") && !isEnum(what)) {
            fields(what);
        } else {
            text.append(what);
        }
    }

    private static boolean isEnum(Object what) {
        return what instanceof Enum<?>;
    }

    private void fields(Object of) {
        text.append("\n").append(of.getClass().getSimpleName()).append(" {");
        List<String> skipped = FORGOTTEN.getOrDefault(of.getClass(), List.of());
        skipped.forEach(name -> field(of.getClass(), name));
        for (Field field : of.getClass().getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) || skipped.contains(field.getName())) {
                continue;
            }
            text.append("\n").append(field.getName()).append(' ');
            Object value = read(field, of);
            if (value instanceof Link[] links) {
                for (Link link : links) {
                    text.append(link.peer().region()).append(' ');
                }
            } else if (of instanceof MetricSums && value instanceof TreeMap<?, ?> sums) {
                metrics(sums);
            } else {
                show(value);
            }
        }
        if (of instanceof PendingRows rows) {
            for (int id = rows.next(0); id >= 0; id = rows.next(id + 1)) {
                text.append(' ').append(rows.since(id)).append('/').append(rows.obligedBy(id));
            }
        }
        text.append("}");
    }

    /** By clock, or by link and clock; {@code heardUpTo} has numbers. */
    private void metrics(TreeMap<?, ?> sums) {
        sums.forEach(
                (key, value) -> {
                    if (value instanceof TreeMap<?, ?> byClock) {
                        text.append('\n').append(key);
                        metrics(byClock);
                    } else if (key instanceof Long || (Integer) key > forgotten) {
                        text.append('\n').append(key).append(": ");
                        show(value);
                    }
                });
    }
}
