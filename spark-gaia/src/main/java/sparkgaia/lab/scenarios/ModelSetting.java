package sparkgaia.lab.scenarios;

import sparkgaia.core.sync.RowChoice;
import sparkgaia.core.sync.SyncModel;

import java.util.List;

/**
 * A synchronisation model by its name, with its numbers. Each model takes the numbers that concern it.
 *
 * @param staleness clocks that a region may be ahead of another: ssp, paper, gaia, gaia-counts
 * @param threshold the significance that the paper's filter asks for in clock 1
 * @param budget the share of a link that gaia may use
 * @param bits per cell, for gaia and for the rounds of local SGD
 * @param age the clocks after which gaia has to share a row
 */
public record ModelSetting(
        String name, int staleness, double threshold, double budget, int bits, int age) {

    /** The names, from the strictest model to the loosest. */
    public static final List<String> NAMES =
            List.of(
                    "bsp",
                    "ssp",
                    "paper",
                    "paper-cells",
                    "gaia",
                    "gaia-counts",
                    "local-sgd",
                    "overlapped-sgd",
                    "async",
                    "isolated");

    /** How far beyond the noise of counting a change has to be, for gaia-counts. */
    private static final double FILTER = 1;

    /** A model with its usual numbers. */
    public static ModelSetting of(String name) {
        return new ModelSetting(name, 2, 0.2, 0.5, 4, 4);
    }

    public ModelSetting named(String other) {
        return new ModelSetting(other, staleness, threshold, budget, bits, age);
    }

    public SyncModel model() {
        return switch (name) {
            case "bsp" -> SyncModel.bsp();
            case "ssp" -> SyncModel.ssp(staleness);
            case "paper" ->
                    SyncModel.paper(
                            new RowChoice.SignificantRows(threshold, RowChoice.Significance.NORM),
                            staleness);
            case "paper-cells" ->
                    SyncModel.paper(new RowChoice.SignificantCells(threshold), staleness);
            case "gaia" -> SyncModel.gaia(budget, bits, age, staleness);
            case "gaia-counts" -> SyncModel.gaiaCounts(budget, FILTER, age, staleness);
            case "local-sgd" -> SyncModel.localSgd(bits);
            case "overlapped-sgd" -> SyncModel.overlappedSgd(bits);
            case "async" -> SyncModel.async();
            case "isolated" -> SyncModel.isolated();
            default ->
                    throw new IllegalArgumentException(
                            "no model is called \""
                                    + name
                                    + "\"; there are "
                                    + String.join(", ", NAMES));
        };
    }
}
