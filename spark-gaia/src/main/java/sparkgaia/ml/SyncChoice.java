package sparkgaia.ml;

import sparkgaia.core.sync.RowChoice;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.lab.scenarios.ModelSetting;

/** From what a trainer proposes and a user says to the synchronisation of a job. */
record SyncChoice(
        String name, boolean isBudgetSet, double budget, double threshold, int staleness) {
    private static final int BITS = 4;
    private static final int AGE = 32;

    static SyncChoice of(GaiaParams params) {
        return new SyncChoice(
                params.getSync(),
                params.isSet(params.budget()),
                params.getBudget(),
                params.getThreshold(),
                params.getStaleness());
    }

    SyncModel model(SyncModel proposal) {
        if (!name.equals(GaiaParamFields.DEFAULT)) {
            return new ModelSetting(name, staleness, threshold, budget, BITS, AGE).model();
        }
        boolean hasBudget =
                proposal.choice() instanceof RowChoice.LargestFirst
                        || proposal.choice() instanceof RowChoice.SignificantCounts;
        return isBudgetSet && hasBudget ? withBudget(proposal) : proposal;
    }

    private SyncModel withBudget(SyncModel model) {
        return new SyncModel(
                model.name(),
                model.isByClock(),
                model.choice(),
                model.slack(),
                model.throughSlack(),
                model.sealSlack(),
                model.announces(),
                model.rounds(),
                model.overlap(),
                model.roundBits(),
                budget,
                model.ration());
    }
}
