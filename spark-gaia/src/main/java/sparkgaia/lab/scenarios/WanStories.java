package sparkgaia.lab.scenarios;

import sparkgaia.core.topology.Topology;
import sparkgaia.lab.wan.Wan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a network does to training, and what the models do about it. */
final class WanStories {
    private static final Training TRAINING = Training.USUAL;
    private static final int GROUP = 4;

    private WanStories() {}

    static List<Story> all() {
        return List.of(
                network("lan", "eleven regions in one data centre"),
                network("vc", "Virginia and California: a good link"),
                network("ss", "Singapore and Sao Paulo: the worst link of EC2"),
                network("ec2", "eleven regions of EC2"),
                models(),
                topology("hubs", "hubs forward between groups of four, beside a full mesh"),
                topology("star", "one region forwards for all, beside a full mesh"));
    }

    private static Story network(String name, String where) {
        return Story.of(name, "trains over " + where)
                .on(name, 0)
                .taking(Knob.REGIONS, Knob.MODEL, Knob.CLOCKS)
                .playing(setting -> List.of(large(setting.model().name(), setting)))
                .showing(Findings::ends);
    }

    private static Case large(String label, Setting setting) {
        return TRAINING.of(label, setting).unchecked();
    }

    private static Story models() {
        return Story.of("models", "all models side by side on one network")
                .taking(Knob.WAN, Knob.REGIONS, Knob.CLOCKS)
                .playing(
                        setting -> {
                            var cases = new ArrayList<Case>();
                            for (String model : ModelSetting.NAMES) {
                                cases.add(large(model, setting.under(model)));
                            }
                            return cases;
                        })
                .showing(Findings::ends);
    }

    private static Story topology(String name, String about) {
        return Story.of(name, about)
                .under("bsp", 60)
                .playing(
                        setting ->
                                List.of(
                                        large("mesh", setting),
                                        TRAINING.over(topology(name, setting.wan()))
                                                .of(name, setting)
                                                .unchecked()))
                .showing(
                        (setting, figures) -> {
                            var findings = new ArrayList<>(Findings.ends(setting, figures));
                            if (Findings.isFine(figures)) {
                                findings.add(bytes(figures.get(0), figures.get(1)));
                            }
                            return findings;
                        });
    }

    private static Finding bytes(Figures mesh, Figures other) {
        double ratio = (double) mesh.outcome().bytes() / other.outcome().bytes();
        return Findings.good("A mesh sends %.1f times the bytes of %s.", ratio, other.label());
    }

    private static Topology topology(String name, Wan wan) {
        int[] all = new int[wan.size()];
        Arrays.setAll(all, region -> region);
        if (name.equals("star")) {
            return Topology.star(all, 0);
        }
        var groups = new ArrayList<int[]>();
        for (int from = 0; from < all.length; from += GROUP) {
            groups.add(Arrays.copyOfRange(all, from, Math.min(all.length, from + GROUP)));
        }
        return Topology.hubs(groups);
    }
}
