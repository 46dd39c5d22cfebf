package sparkgaia.ml;

import sparkgaia.core.sync.RowChoice;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.lab.scenarios.ModelSetting;

/** From what a trainer proposes and a user says to the synchronisation of a job. */
record SyncChoice(
        String name,
        double budget,
        double ration,
        boolean isBudgetSet,
        boolean isRationSet,
        double threshold,
        int staleness) {
    private static final int BITS = 4;
    private static final int AGE = 32;

    static SyncChoice of(GaiaParams params) {
        return new SyncChoice(
                params.getSync(),
                params.getBudget(),
                params.getRation(),
                params.isSet(params.budget()),
                params.isSet(params.ration()),
                params.getThreshold(),
                params.getStaleness());
    }

    SyncModel model(SyncModel proposal) {
        SyncModel model =
                name.equals(GaiaParamFields.DEFAULT)
                        ? proposal
                        : new ModelSetting(name, staleness, threshold, budget, BITS, AGE).model();
        if (!hasBudget(model)) {
            return model;
        }
        SyncModel budgeted = isBudgetSet ? model.withBudget(budget) : model;
        return isRationSet ? budgeted.withRation(ration) : budgeted;
    }

    private static boolean hasBudget(SyncModel model) {
        return model.choice() instanceof RowChoice.LargestFirst
                || model.choice() instanceof RowChoice.SignificantCounts;
    }
}
