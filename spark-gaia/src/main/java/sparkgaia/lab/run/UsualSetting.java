package sparkgaia.lab.run;

import sparkgaia.lab.scenarios.ModelSetting;
import sparkgaia.lab.scenarios.Setting;
import sparkgaia.lab.scenarios.Story;
import sparkgaia.lab.wan.Wan;

/** What a story runs under if nothing is chosen. */
public final class UsualSetting {
    private static final double EVEN_MBPS = 115;
    private static final double EVEN_LATENCY_MS = 34;

    private UsualSetting() {}

    public static Setting of(Story story, long seed) {
        return new Setting(
                network(story, story.regions()),
                ModelSetting.of(story.model()),
                story.clocks(),
                story.leaseSeconds(),
                seed);
    }

    /** The story's network with so many regions; 0 for all there are. */
    public static Wan network(Story story, int regions) {
        if (story.network().equals(Story.EVEN)) {
            return Wan.uniform(regions, EVEN_MBPS, EVEN_LATENCY_MS);
        }
        Wan wan = WanFiles.preset(story.network());
        return regions == 0 ? wan : wan.first(regions);
    }
}
