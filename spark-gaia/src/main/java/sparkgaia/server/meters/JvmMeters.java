package sparkgaia.server.meters;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** The process: its memory and its pauses, asked for when the page is read. */
final class JvmMeters {
    private static final double MILLIS = 1e3;

    private JvmMeters() {}

    static void register(PrometheusRegistry registry) {
        var memory = ManagementFactory.getMemoryMXBean();
        GaugeWithCallback.builder()
                .name("gaia_memory_bytes")
                .unit(Unit.BYTES)
                .help("Memory in use: of the heap, beside it, and buffers of the network.")
                .labelNames("kind")
                .callback(
                        value -> {
                            value.call(memory.getHeapMemoryUsage().getUsed(), "heap");
                            value.call(memory.getNonHeapMemoryUsage().getUsed(), "other");
                            value.call(buffers(), "buffers");
                        })
                .register(registry);
        GaugeWithCallback.builder()
                .name("gaia_memory_heap_max_bytes")
                .unit(Unit.BYTES)
                .help("The most that the heap may take.")
                .callback(value -> value.call(memory.getHeapMemoryUsage().getMax()))
                .register(registry);
        CounterWithCallback.builder()
                .name("gaia_gc_seconds_total")
                .unit(Unit.SECONDS)
                .help("Time spent collecting garbage.")
                .callback(value -> value.call(collecting() / MILLIS))
                .register(registry);
        GaugeWithCallback.builder()
                .name("gaia_start_time_seconds")
                .unit(Unit.SECONDS)
                .help("When the process began, in seconds since 1970.")
                .callback(
                        value ->
                                value.call(
                                        ManagementFactory.getRuntimeMXBean().getStartTime()
                                                / MILLIS))
                .register(registry);
    }

    private static long buffers() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .filter(bytes -> bytes > 0)
                .sum();
    }

    private static long collecting() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .filter(millis -> millis > 0)
                .sum();
    }
}
