package sparkgaia.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sparkgaia.core.Job;
import sparkgaia.core.sync.RowChoice;
import sparkgaia.core.sync.StopRule;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.OuterFunction;
import sparkgaia.core.table.TableSpec;
import sparkgaia.core.topology.Topology;
import sparkgaia.lab.swarm.SwarmSeed;
import sparkgaia.train.mf.MfSettings;
import sparkgaia.train.mf.MfTrainer;

import java.util.List;
import java.util.TreeMap;

/** A job's description says all that a region needs to make the same job, and what is none is refused by name. */
class JobDescriptionTest {
    private static JobDescription usual() {
        var trainer = new MfTrainer(MfSettings.of(100, 50, 8));
        Job job =
                Job.of(List.of("eu", "us", "ap"), trainer.tables())
                        .workers(2)
                        .partitions(2)
                        .model(trainer.model())
                        .metrics(2)
                        .topologies(
                                List.of(
                                        Topology.star(new int[] {0, 1, 2}, 1),
                                        Topology.mesh(new int[] {0, 1, 2})))
                        .stopRule(new StopRule.AtClock(7))
                        .build();
        return describe(job);
    }

    private static JobDescription describe(Job job) {
        var settings = new TreeMap<String, String>();
        settings.put("kind", "mf");
        settings.put("rank", "8");
        return new JobDescription("movie lens", job, settings);
    }

    @Test
    void saysAllThatTheJobIs() throws BadJob {
        JobDescription read = JobDescription.parse(usual().text());
        assertEquals(usual().text(), read.text());
        assertEquals(usual().hash(), read.hash());
        Job job = usual().job();
        assertEquals(job.model(), read.job().model());
        assertEquals(job.tables(), read.job().tables());
        assertEquals(job.limits(), read.job().limits());
        assertEquals(job.stopRule(), read.job().stopRule());
        assertEquals(job.topology(0), read.job().topology(0));
        assertEquals(job.topology(1), read.job().topology(1));
        assertEquals(job.workers(), read.job().workers());
        assertEquals(job.partitions(), read.job().partitions());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987})
    void everyJobOfTheSwarmComesBack(int seed) throws BadJob {
        Job job = new SwarmSeed(seed).scenario().job();
        String text = describe(job).text();
        assertEquals(text, JobDescription.parse(text).text());
    }

    @Test
    void everyStopRuleComesBack() throws BadJob {
        for (StopRule rule :
                List.of(
                        StopRule.NEVER,
                        new StopRule.AtClock(0),
                        new StopRule.Settled(4, 2, 1e-4, true),
                        new StopRule.Settled(1, 0, 0.1, false))) {
            Job job =
                    Job.of(List.of("a", "b"), List.of(TableSpec.sum("t", 1, 1, 0)))
                            .metrics(6)
                            .stopRule(rule)
                            .build();
            assertEquals(rule, JobDescription.parse(describe(job).text()).job().stopRule());
        }
    }

    @Test
    void everyModelComesBack() throws BadJob {
        var rows = new RowChoice.SignificantRows(0.02, RowChoice.Significance.NORM);
        for (SyncModel model :
                List.of(
                        SyncModel.bsp(),
                        SyncModel.ssp(3),
                        SyncModel.sspByClock(),
                        SyncModel.paper(rows, 2),
                        SyncModel.paper(new RowChoice.SignificantCells(1), 2),
                        SyncModel.gaia(0.5, 4, 32, 2).withRation(1 / 16.0),
                        SyncModel.gaiaCounts(0.3, 1, 8, 2),
                        SyncModel.async())) {
            Job job =
                    Job.of(
                                    List.of("a", "b"),
                                    List.of(
                                            TableSpec.mean("w", 3, 2, 20)
                                                    .withOuter(OuterFunction.nesterov(0.7, 0.9))))
                            .model(model)
                            .build();
            assertEquals(model, JobDescription.parse(describe(job).text()).job().model());
        }
    }

    @Test
    void differencesAreNamedFieldByField() {
        var other = new TreeMap<>(usual().trainer());
        other.put("rank", "64");
        other.put("seed", "2");
        var theirs = new JobDescription("movie lens", usual().job(), other);
        assertEquals(
                List.of("trainer.rank: 8 in eu, 64 in us", "trainer.seed: nothing in eu, 2 in us"),
                JobDescription.differences(usual(), "eu", theirs, "us"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clocks = 10 | clocks = -1 | clocks is -1",
                "clocks = 10 | clocks = many | clocks cannot be many",
                "format = 1 | format = 2 | run the same release",
                "policy = wait | policy = hope | policy cannot be hope",
                "model.overlap = 0 | model.overlap = 7 | overlap",
                "model.budget = 0.5 | model.budget = NaN | model.budget cannot be NaN",
                "table.0.rows = 50 | table.0.rows = 0 | table.0.rows is 0",
                "table.0.rows = 50 | table.0.rows = 268435456 | rows times partitions",
                "table.0.rows = 50 | table.0.rows = 50%nspy = x | spy is unknown",
                "partitions = 2 | partitions = 2%npartitions = 2 | partitions is there twice",
                "regions = eu,us,ap | regions = eu,us,eu | two of the name eu",
                "table.0.outer = identity | table.0.outer = java.lang.Runtime | cannot be",
                "stop = at-clock 7 | stop = now | stop cannot be now",
                "stop = at-clock 7 | stop = at-clock | stop cannot be at-clock",
                "stop = at-clock 7 | stop = settled 4 2 | stop cannot be settled 4 2",
                "stop = at-clock 7 | stop = settled 0 0 0.1 false | stop is 0",
                "stop = at-clock 7 | stop = settled 4 0 NaN false | stop cannot be settled 4 0 NaN false",
                "stop = at-clock 7 | stop = settled 4 0 x false | stop cannot be settled 4 0 x false",
                "stop = at-clock 7 | stop = settled 4 0 0.1 no | stop cannot be settled 4 0 0.1 no",
                "stop = at-clock 7 | stop = settled 4 0 0.1 true | metrics is 2",
            })
    void whatIsNoJobIsRefusedByName(String right, String wrong, String named) {
        String text = usual().text();
        assertTrue(text.contains(right + "\n"), right);
        String broken = text.replace(right + "\n", wrong.replace("%n", "\n") + "\n");
        BadJob refused = assertThrows(BadJob.class, () -> JobDescription.parse(broken));
        assertTrue(refused.getMessage().contains(named), refused.getMessage());
    }

    @Test
    void everyMissingFieldIsRefused() {
        for (String field : usual().fields().keySet()) {
            if (field.startsWith("trainer.") || field.startsWith("topology.")) {
                continue;
            }
            String text = usual().text().replaceAll("(?m)^" + field + " = .*\n", "");
            BadJob refused = assertThrows(BadJob.class, () -> JobDescription.parse(text), field);
            assertTrue(
                    refused.getMessage().contains("is missing")
                            || refused.getMessage().contains("unknown")
                            || refused.getMessage().contains("without a table"),
                    refused.getMessage());
        }
    }
}
