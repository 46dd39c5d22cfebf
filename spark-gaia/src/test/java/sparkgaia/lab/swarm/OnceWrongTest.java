package sparkgaia.lab.swarm;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the design once got wrong stays right, and each scenario of it would notice. */
class OnceWrongTest {
    @ParameterizedTest
    @EnumSource
    void staysRight(OnceWrong scenario) {
        assertNull(scenario.play());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @Tag("slow")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            TWO_CLOCKS_IN_ONE_BSP_BATCH                              | two clocks in one batch
            THROUGH_ON_A_HUB_WITH_A_SLOW_LEAF                        | through ignores a forwarded source
            AN_EMPTY_BATCH_THAT_MUST_RAISE_THROUGH                   | empty batch not sent
            BOTH_SIDES_BARRING_EACH_OTHER_WITH_EMPTY_BUDGETS         | obligation starved by the budget
            AN_ACKNOWLEDGEMENT_THAT_WAITS_FOR_A_CLOCK                | acknowledgement waits for a clock
            THE_LAST_ACKNOWLEDGEMENT_LOST_WHILE_A_JOB_IS_FREED       | finished region does not answer
            AN_ACKNOWLEDGED_COMMIT_OF_THE_FASTER_WORKER_AT_A_RESTART | progress at a restart not capped
            A_CLOCK_THAT_OVERTAKES_ANOTHER_PARTITIONS_ANNOUNCEMENT   | only the lead's clock counts
            A_STOP_LOST_IN_A_RESET                                   | stop not restated
            METRIC_SUMS_LOST_IN_A_RESET                              | metric sums lost
            A_STOP_THAT_ONE_PARTITION_NEVER_HEARS                    | stop not repeated to the partitions
            A_LOST_LEAF_BEHIND_A_HUB_UNDER_CONTINUE                  | hub waits for a lost leaf
            """)
    void goesWrongWithTheBug(OnceWrong scenario, String mutant) throws Exception {
        Object violation =
                MutantLoader.of(Mutant.named(mutant))
                        .loadClass(OnceWrong.class.getName())
                        .getMethod("play", String.class)
                        .invoke(null, scenario.name());
        assertNotNull(violation);
    }
}
