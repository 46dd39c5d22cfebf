package sparkgaia.lab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import sparkgaia.core.topology.Topology;
import sparkgaia.lab.run.WanFiles;
import sparkgaia.lab.wan.Wan;

import java.util.List;

class ShapeTest {
    private static final Wan FOUR = Wan.uniform(4, 10, 20);
    private static final int[] ALL = {0, 1, 2, 3};

    @Test
    void eachShapeHasItsLinks() {
        assertEquals(List.of(Topology.mesh(ALL)), Shape.MESH.of(FOUR));
        assertEquals(List.of(Topology.star(ALL, 0)), Shape.STAR.of(FOUR));
        assertEquals(
                List.of(
                        Topology.star(ALL, 0),
                        Topology.star(ALL, 1),
                        Topology.star(ALL, 2),
                        Topology.star(ALL, 3)),
                Shape.SHARDED.of(FOUR));
    }

    @Test
    void theCentreIsTheRegionWhoseSlowestLinkIsTheFastest() {
        String bandwidth = "region,A,B,C\nA,1,5,2\nB,5,1,4\nC,9,4,1\n";
        String latency = "region,A,B,C\nA,1,1,1\nB,1,1,1\nC,1,1,1\n";
        Wan wan = Wan.parse("b", bandwidth, "l", latency);
        assertEquals(1, Shape.centre(wan), "B has 5 and 4, A has a link of 2 and C one of 2");
        assertEquals(List.of(Topology.star(new int[] {0, 1, 2}, 1)), Shape.STAR.of(wan));
        assertEquals(0, Shape.centre(Wan.uniform(1, 1, 1)));
    }

    @Test
    void theCentreOfTheRealNetworkIsInNoCorner() {
        Wan ec2 = WanFiles.preset("ec2");
        double slowest = slowest(ec2, Shape.centre(ec2));
        for (int region = 0; region < ec2.size(); region++) {
            assertEquals(true, slowest(ec2, region) <= slowest);
        }
    }

    @Test
    void upToThreeRegionsSpeakToEachOtherAndMoreThroughOne() {
        assertEquals(Shape.MESH, Shape.usual(2));
        assertEquals(Shape.MESH, Shape.usual(3));
        assertEquals(Shape.STAR, Shape.usual(4));
        assertEquals(Shape.STAR, Shape.usual(11));
    }

    private static double slowest(Wan wan, int region) {
        double slowest = Double.POSITIVE_INFINITY;
        for (int other = 0; other < wan.size(); other++) {
            if (other != region) {
                slowest = Math.min(slowest, wan.mbps(region, other));
                slowest = Math.min(slowest, wan.mbps(other, region));
            }
        }
        return slowest;
    }
}
