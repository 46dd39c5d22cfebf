package sparkgaia.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

import sparkgaia.core.sync.SyncModel;

/** What a user says replaces what a trainer proposes, and nothing else does. */
class SyncChoiceTest {
    private static final SyncModel PROPOSAL = SyncModel.gaia(0.5, 4, 32, 2).withRation(0.0625);

    private static SyncModel chosen(Logistic of) {
        return SyncChoice.of(of).model(PROPOSAL);
    }

    @Test
    void proposalStandsWhereNothingIsSaid() {
        assertSame(PROPOSAL, chosen(new Logistic()));
    }

    @Test
    void eachOfBudgetAndRationIsTakenAlone() {
        assertEquals(PROPOSAL.withBudget(0.25), chosen(new Logistic().setBudget(0.25)));
        assertEquals(PROPOSAL.withRation(0.025), chosen(new Logistic().setRation(0.025)));
    }

    @Test
    void rationIsOfANamedModelToo() {
        SyncModel named = chosen(new Logistic().setSync("gaia").setRation(0.025));
        assertEquals("gaia", named.name());
        assertEquals(0.025, named.ration());
    }

    @Test
    void modelsWithoutABudgetHaveNoRationEither() {
        SyncModel exact = chosen(new Logistic().setSync("bsp").setBudget(0.25).setRation(0.025));
        assertEquals(SyncModel.bsp(), exact);
    }
}
