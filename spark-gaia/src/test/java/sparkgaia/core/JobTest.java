package sparkgaia.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.Job.Limits;
import sparkgaia.core.Job.Policy;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.TableSpec;
import sparkgaia.core.topology.Topology;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

class JobTest {
    private static Job.Builder job() {
        return Job.of(List.of("A", "B"), List.of(TableSpec.sum("t", 4, 1, 10)));
    }

    private static String refusal(UnaryOperator<Job.Builder> setting) {
        return refusal(setting.apply(job()));
    }

    @Test
    void settingsOutOfRangeAreRefusedWithTheRange() {
        assertEquals(
                "partitions is 0, but must be between 1 and 1024",
                refusal(builder -> builder.partitions(0)));
        assertEquals(
                "partitions is 1025, but must be between 1 and 1024",
                refusal(builder -> builder.partitions(1025)));
        assertEquals(
                "clocks is -1, but must be between 0 and 1000000000",
                refusal(builder -> builder.maxClock(-1)));
        assertEquals(
                "metrics is 65, but must be between 0 and 64",
                refusal(builder -> builder.metrics(65)));
        assertEquals(
                "staleness inside a region is -1, but must be between 0 and 10000",
                refusal(builder -> builder.model(SyncModel.ssp(1)).insideSlack(-1)));
    }

    @Test
    void aJobHasARegionAndEveryRegionAWorker() {
        assertEquals(
                "regions is 0, but must be between 1 and 100000",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Job.of(List.of(), List.of()).build())
                        .getMessage());
        assertEquals("region A has no worker", refusal(builder -> builder.workers(0)));
        assertEquals("region B has no worker", refusal(builder -> builder.workersIn(0, 0)));
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        assertEquals(
                "model bsp waits for every clock, so the staleness inside a region must be 0, not"
                        + " 2",
                refusal(builder -> builder.insideSlack(2)));
        assertTrue(
                refusal(builder -> builder.model(SyncModel.localSgd(32)).policy(Policy.CONTINUE))
                        .startsWith("model local-sgd cannot go on without a member"));
        assertEquals(
                "1 topologies for 2 partitions",
                refusal(
                        builder ->
                                builder.partitions(2)
                                        .topologies(List.of(Topology.mesh(new int[] {0, 1})))));
    }

    @Test
    void aWorkerIsOfARegionThatThereIs() {
        assertEquals(
                "region of a worker is 2, but must be between 0 and 1",
                refusal(builder -> builder.workersIn(0, 1, 2)));
        assertEquals(
                "region of a worker is -1, but must be between 0 and 1",
                refusal(builder -> builder.workersIn(0, -1, 1)));
    }

    @Test
    void everyRegionAndEveryTableHasItsOwnName() {
        var table = TableSpec.sum("t", 4, 1, 10);
        assertEquals(
                "two of the name A: each region needs its own",
                refusal(Job.of(List.of("A", "B", "A"), List.of(table))));
        assertEquals(
                "two of the name t: each table needs its own",
                refusal(Job.of(List.of("A"), List.of(table, TableSpec.mean("t", 1, 2, 3)))));
        assertEquals("a job without a table", refusal(Job.of(List.of("A"), List.of())));
    }

    private static String refusal(Job.Builder builder) {
        return assertThrows(IllegalArgumentException.class, builder::build).getMessage();
    }

    @Test
    void topologiesAreOfTheJobsRegionsAndAllOfTheSame() {
        assertEquals(
                "topology mesh[0, 2] is of other regions than [A, B]",
                refusal(builder -> builder.topologies(meshes(new int[] {0, 2}))));
        assertEquals(
                "topologies of different members: mesh[0, 1] and mesh[0]",
                refusal(
                        builder ->
                                builder.partitions(2)
                                        .topologies(meshes(new int[] {0, 1}, new int[] {0}))));
        assertEquals(
                "topologies of different members: mesh[0] and mesh[1]",
                refusal(
                        builder ->
                                builder.partitions(2)
                                        .topologies(meshes(new int[] {0}, new int[] {1}))));
        assertEquals(
                "topology mesh[] is of other regions than [A, B]",
                refusal(builder -> builder.topologies(meshes(new int[0]))));
        Job some = job().topologies(meshes(new int[] {1})).build();
        assertArrayEquals(new int[] {1}, some.topology(0).members(), "A may be let in later");
    }

    private static List<Topology> meshes(int[]... members) {
        return Arrays.stream(members).map(Topology::mesh).toList();
    }

    @Test
    void topologiesOfNegativeRegionsAreRefused() {
        assertTrue(
                refusal(builder -> builder.topologies(meshes(new int[] {-1, 0})))
                        .startsWith("topology mesh[-1, 0] is of other regions"));
    }

    @Test
    void limitsOutOfRangeAreRefused() {
        Limits limits = Limits.DEFAULT;
        assertThrows(IllegalArgumentException.class, () -> limits.withLease(0, 1, Limits.SECOND));
        assertThrows(
                IllegalArgumentException.class,
                () -> limits.withLease(Limits.SECOND, 2 * Limits.SECOND, 5 * Limits.SECOND),
                "a heartbeat that is slower than the lease");
        assertThrows(
                IllegalArgumentException.class,
                () -> limits.withLease(10 * Limits.SECOND, Limits.SECOND, Limits.SECOND),
                "a deadline that comes before the lease");
        assertThrows(IllegalArgumentException.class, () -> limits.withBatches(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> limits.withBatches(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> limits.withBatches(1, 1, 0));
    }

    @Test
    void workersAreNumberedRegionByRegion() {
        Job job = job().workers(3).build();
        assertEquals(6, job.workers());
        assertArrayEquals(new int[] {3, 4, 5}, job.workersOf(1));
        assertEquals(1, job.regionOf(4));
        assertArrayEquals(new int[] {0, 2}, job().workersIn(0, 1, 0).build().workersOf(0));
    }
}
