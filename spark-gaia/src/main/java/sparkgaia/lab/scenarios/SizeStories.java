package sparkgaia.lab.scenarios;

import sparkgaia.core.Job;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.topology.Topology;
import sparkgaia.lab.Disks;
import sparkgaia.lab.Machines;
import sparkgaia.lab.Scenario;
import sparkgaia.lab.wan.Wan;
import sparkgaia.train.exact.EmptyTrainer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How fast and how large the simulator itself is: nothing is learnt here. */
final class SizeStories {
    private static final long SECOND = Job.Limits.SECOND;
    private static final int HUB_SIZE = 32;

    private SizeStories() {}

    static List<Story> all() {
        return List.of(
                Story.of("speed", "eight regions with nothing to compute: events a second")
                        .on(Story.EVEN, 8)
                        .under("bsp", 20_000)
                        .taking(Knob.REGIONS, Knob.MODEL, Knob.CLOCKS)
                        .playing(setting -> List.of(mesh(setting)))
                        .showing(Findings::ends),
                Story.of("thousand", "a thousand regions behind hubs of 32")
                        .on(Story.EVEN, 1000)
                        .under("bsp", 100)
                        .taking(Knob.REGIONS, Knob.MODEL, Knob.CLOCKS)
                        .playing(setting -> List.of(hubs(setting)))
                        .showing(Findings::ends));
    }

    private static Case mesh(Setting setting) {
        return empty("mesh", setting, Topology.mesh(members(setting.wan())));
    }

    private static Case hubs(Setting setting) {
        int[] all = members(setting.wan());
        var groups = new ArrayList<int[]>();
        for (int from = 0; from < all.length; from += HUB_SIZE) {
            groups.add(Arrays.copyOfRange(all, from, Math.min(all.length, from + HUB_SIZE)));
        }
        return empty("hubs", setting, Topology.hubs(groups));
    }

    private static Case empty(String label, Setting setting, Topology topology) {
        var trainer = new EmptyTrainer(1);
        SyncModel model = setting.model().model();
        Job job =
                Job.of(setting.wan().names(), trainer.tables())
                        .topologies(List.of(topology))
                        .model(model)
                        .maxClock(setting.clocks())
                        .build();
        return Case.of(
                        label,
                        Scenario.of(job, setting.wan(), trainer)
                                .seed(setting.seed())
                                .machines(
                                        Machines.of(SECOND / 10.0)
                                                .withStraggling(0.1, setting.seed()))
                                .disks(Disks.INSTANT))
                .unchecked();
    }

    private static int[] members(Wan wan) {
        int[] all = new int[wan.size()];
        Arrays.setAll(all, region -> region);
        return all;
    }
}
