package sparkgaia.core.golden;

import sparkgaia.core.Job;
import sparkgaia.core.Job.Limits;
import sparkgaia.core.sync.RowChoice;
import sparkgaia.core.sync.StopRule;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.Coarse;
import sparkgaia.core.table.InitialValue;
import sparkgaia.core.table.OuterFunction;
import sparkgaia.core.table.TableSpec;
import sparkgaia.core.topology.Topology;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The command {@code job}: everything that its regions agree on. */
final class JobWords {
    private final Words words;
    private final List<String> regions;

    JobWords(Words words) {
        this.words = words;
        this.regions = List.of(words.option("regions", "A,B").split(","));
    }

    Job job() {
        int partitions = words.number("partitions", 1);
        int stop = words.number("stop", 0);
        List<String> members =
                List.of(words.option("members", String.join(",", regions)).split(","));
        Topology topology =
                new TopologyWords(regions).topology(words.option("topology", "mesh"), members);
        StopRule rule = stop == 0 ? StopRule.NEVER : new StopRule.AtClock(stop);
        return Job.of(regions, tables())
                .partitions(partitions)
                .workers(words.number("workers", 1))
                .topologies(Collections.nCopies(partitions, topology))
                .model(model())
                .insideSlack(words.number("inside", 0))
                .policy(words.has("continue") ? Job.Policy.CONTINUE : Job.Policy.WAIT)
                .maxClock(words.number("clocks", 10))
                .metrics(words.number("metrics", stop == 0 ? 0 : 1))
                .stopRule(rule)
                .limits(limits())
                .build();
    }

    private List<TableSpec> tables() {
        var tables = new ArrayList<TableSpec>();
        for (String text : words.option("tables", "t:4x1").split(",")) {
            String[] parts = text.split(":");
            String[] size = parts[1].split("x");
            var table =
                    TableSpec.sum(
                            parts[0], Integer.parseInt(size[0]), Integer.parseInt(size[1]), 10);
            for (int i = 2; i < parts.length; i++) {
                table = adorned(table, parts[i]);
            }
            tables.add(table);
        }
        return tables;
    }

    private static TableSpec adorned(TableSpec table, String word) {
        return switch (word) {
            case "frozen" -> table.frozen();
            case "regional" -> table.regional();
            case "mean" -> TableSpec.mean(table.name(), table.rows(), table.width(), 10);
            case "counts" -> TableSpec.sum(table.name(), table.rows(), table.width(), 0);
            case "nesterov" -> table.withOuter(OuterFunction.nesterov(0.5, 0.5));
            case "ten" -> table.withInitial(new InitialValue.Constant(10));
            default -> throw new IllegalArgumentException("a table is never " + word);
        };
    }

    private SyncModel model() {
        int slack = words.number("slack", 0);
        int bits = words.number("bits", Coarse.FULL);
        double threshold = words.fraction("threshold", 0.1);
        return switch (words.option("model", "bsp")) {
            case "bsp" -> SyncModel.bsp();
            case "ssp" -> SyncModel.ssp(slack);
            case "paper" ->
                    SyncModel.paper(
                            new RowChoice.SignificantRows(threshold, RowChoice.Significance.NORM),
                            slack);
            case "cells" -> SyncModel.paper(new RowChoice.SignificantCells(threshold), slack);
            case "gaia" ->
                    SyncModel.gaia(
                                    words.fraction("budget", 1.0),
                                    bits,
                                    words.number("age", 2),
                                    slack)
                            .withRation(words.fraction("ration", 1.0));
            case "sgd" -> SyncModel.localSgd(bits);
            case "overlapped" -> SyncModel.overlappedSgd(bits);
            case "isolated" -> SyncModel.isolated();
            case "async" -> SyncModel.async();
            default -> throw new IllegalArgumentException("there is no such model");
        };
    }

    private Limits limits() {
        long lease = words.nanos("lease", 30 * Limits.SECOND);
        return Limits.DEFAULT
                .withLease(
                        lease,
                        words.nanos("heartbeat", 5 * Limits.SECOND),
                        words.nanos("wait", 600 * Limits.SECOND))
                .withBatches(
                        words.number("unacked", 1 << 20),
                        words.number("batch", 1 << 16),
                        words.number("early", 4));
    }
}
