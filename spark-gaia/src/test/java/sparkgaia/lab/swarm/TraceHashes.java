package sparkgaia.lab.swarm;

import java.util.ArrayList;
import java.util.List;

/** Prints the trace hash of each seed, for {@link TwoJvmTest} to run in another JVM. */
final class TraceHashes {
    private TraceHashes() {}

    public static void main(String[] args) {
        of(Long.parseLong(args[0]), Long.parseLong(args[1])).forEach(System.out::println);
    }

    static List<String> of(long first, long last) {
        var lines = new ArrayList<String>();
        for (long seed = first; seed <= last; seed++) {
            Swarm.Result result = Swarm.run(seed);
            lines.add(
                    "seed "
                            + seed
                            + " "
                            + Long.toHexString(result.outcome().traceHash())
                            + " "
                            + result.outcome().events());
        }
        return lines;
    }
}
