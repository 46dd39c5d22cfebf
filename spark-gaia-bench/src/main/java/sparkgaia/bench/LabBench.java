package sparkgaia.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import sparkgaia.core.Job;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.Coarse;
import sparkgaia.lab.Disks;
import sparkgaia.lab.Outcome;
import sparkgaia.lab.Run;
import sparkgaia.lab.Scenario;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.exact.EmptyTrainer;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** The simulator with nothing to compute, and the split of a row into a coarse part and a remainder. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LabBench {
    private static final List<String> REGIONS = List.of("A", "B", "C", "D", "E", "F", "G", "H");

    private final int[] row = new int[64];

    public LabBench() {
        for (int i = 0; i < row.length; i++) {
            row[i] = (i - 31) * 104_729;
        }
    }

    /** Eight regions in a mesh, 200 clocks of BSP: about 50,000 events. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public Outcome clocks() {
        var trainer = new EmptyTrainer(1);
        Job job = Job.of(REGIONS, trainer.tables()).model(SyncModel.bsp()).maxClock(200).build();
        Wan wan = Wan.uniform(REGIONS.size(), 100, 10);
        return new Run(Scenario.of(job, wan, trainer).disks(Disks.INSTANT)).play();
    }

    /** A row of 64 cells in 4 bits each. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    public int[] coarse() {
        return Coarse.part(row, 4);
    }
}
