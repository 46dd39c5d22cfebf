package sparkgaia.lab.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import sparkgaia.lab.run.UsualSetting;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

@Tag("slow")
class StoriesTest {
    /** Clocks times regions. */
    private static final int LARGE = 240;

    /** The large ones in a short form: they show by their figures, which nobody judges here. */
    private static Setting shortForm(Story story) {
        Setting usual = UsualSetting.of(story, 1);
        int regions = usual.wan().size();
        if (story.clocks() * regions <= LARGE) {
            return usual;
        }
        return new Setting(
                usual.wan().first(Math.min(regions, 40)),
                usual.model(),
                4,
                usual.leaseSeconds(),
                1);
    }

    private static List<Figures> play(Story story, Setting setting) {
        var figures = new ArrayList<Figures>();
        for (Case one : story.cases().apply(setting)) {
            figures.add(one.play());
        }
        return figures;
    }

    @TestFactory
    Stream<DynamicTest> everyStoryShowsWhatItIsThereFor() {
        return Stories.all().stream()
                .map(
                        story ->
                                DynamicTest.dynamicTest(
                                        story.name(),
                                        () -> {
                                            Setting setting = shortForm(story);
                                            List<Figures> figures = play(story, setting);
                                            List<Finding> findings =
                                                    story.findings().apply(setting, figures);
                                            assertFalse(findings.isEmpty());
                                            for (Finding finding : findings) {
                                                assertTrue(finding.isGood(), finding.text());
                                            }
                                        }));
    }

    @Test
    void equalSettingsGiveEqualTracesAndOtherSeedsOthers() {
        Story crash = Stories.named("crash");
        Setting setting = UsualSetting.of(crash, 1);
        assertEquals(hashes(play(crash, setting)), hashes(play(crash, setting)));
        TreeSet<Long> all = new TreeSet<>(hashes(play(crash, setting)));
        all.addAll(hashes(play(crash, UsualSetting.of(crash, 2))));
        assertEquals(4, all.size());
    }

    private static List<Long> hashes(List<Figures> figures) {
        return figures.stream().map(figure -> figure.outcome().traceHash()).toList();
    }

    /** What is shown of one seed must not be that seed's luck. */
    @Test
    void faultsChangeNoBitUnderOtherSeedsEither() {
        for (String name : List.of("crash", "cut", "slowdisk", "diskfull", "leave", "swing")) {
            Story story = Stories.named(name);
            for (long seed = 2; seed <= 10; seed++) {
                Setting setting = UsualSetting.of(story, seed);
                List<Finding> findings = story.findings().apply(setting, play(story, setting));
                for (Finding finding : findings) {
                    assertTrue(finding.isGood(), name + ", seed " + seed + ": " + finding.text());
                }
            }
        }
    }

    @Test
    void everyModelRunsUnderItsName() {
        Story vc = Stories.named("vc");
        Setting usual = UsualSetting.of(vc, 1);
        Setting brief = new Setting(usual.wan(), usual.model(), 3, 10, 1);
        for (String model : ModelSetting.NAMES) {
            Figures figures = vc.cases().apply(brief.under(model)).get(0).play();
            assertNull(figures.failure(), model);
            assertEquals(model, figures.label());
            assertTrue(figures.distance() > 0, model);
        }
    }

    @Test
    void namesAreUniqueAndEveryStoryIsToldInOneLine() {
        var names = new TreeSet<String>();
        for (Story story : Stories.all()) {
            assertTrue(names.add(story.name()), story.name());
            assertTrue(story.about().length() <= 70, story.about());
            assertEquals(story.name(), Stories.named(story.name()).name());
        }
        assertNull(Stories.named("nothing"));
    }
}
