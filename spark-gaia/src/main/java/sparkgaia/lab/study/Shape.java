package sparkgaia.lab.study;

import sparkgaia.core.topology.Topology;
import sparkgaia.lab.wan.Wan;

import java.util.List;
import java.util.stream.IntStream;

/** Which links the regions have. */
public enum Shape {
    /** Everybody with everybody. */
    MESH {
        @Override
        List<Topology> of(Wan wan) {
            return List.of(Topology.mesh(all(wan)));
        }
    },
    /** A row lives in one region, and all others read and write it there: the paper's sharded servers. */
    SHARDED {
        @Override
        List<Topology> of(Wan wan) {
            return IntStream.range(0, wan.size())
                    .mapToObj(root -> Topology.star(all(wan), root))
                    .toList();
        }
    },
    /** The region that is best connected forwards for all. */
    STAR {
        @Override
        List<Topology> of(Wan wan) {
            return List.of(Topology.star(all(wan), centre(wan)));
        }
    };

    /** So many regions send to each other directly; more share what they send. */
    private static final int MESH_MAX = 3;

    /** A star sends each row once up and once down where a mesh sends it to everybody. */
    public static Shape usual(int regions) {
        return regions <= MESH_MAX ? MESH : STAR;
    }

    /** The links, one topology for each partition. */
    abstract List<Topology> of(Wan wan);

    private static int[] all(Wan wan) {
        return IntStream.range(0, wan.size()).toArray();
    }

    /** The region whose slowest link is the fastest. */
    static int centre(Wan wan) {
        int centre = 0;
        for (int region = 1; region < wan.size(); region++) {
            centre = slowest(wan, region) > slowest(wan, centre) ? region : centre;
        }
        return centre;
    }

    private static double slowest(Wan wan, int region) {
        return IntStream.range(0, wan.size())
                .filter(other -> other != region)
                .mapToDouble(other -> Math.min(wan.mbps(region, other), wan.mbps(other, region)))
                .min()
                .orElse(0);
    }
}
