package sparkgaia.train.mf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.TreeMap;

class MfFieldsTest {
    private static final MfSettings SETTINGS =
            MfSettings.of(943, 1682, 16)
                    .withRegularization(0.123456789, false)
                    .withSteps(0.07, 0.01, 1.9)
                    .withEpochs(3, 5)
                    .withSeed(-7)
                    .withSharedUsers()
                    .plain()
                    .with(new MfSettings.Penalty(0.1, true, true));

    @Test
    void whatIsWrittenIsReadTheSame() {
        assertEquals(SETTINGS, MfFields.read(MfFields.of(SETTINGS)));
        MfSettings usual = MfSettings.ofAnyUsers(1, 1);
        assertEquals(usual, MfFields.read(MfFields.of(usual)));
    }

    @Test
    void everySettingIsNeeded() {
        for (String name : MfFields.of(SETTINGS).keySet()) {
            TreeMap<String, String> fields = MfFields.of(SETTINGS);
            fields.remove(name);
            refused("trainer." + name + " is missing", fields);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rank, x, has to be a whole number",
        "seed, 1.5, has to be a whole number",
        "rate, fast, has to be a number",
        "lambda-is-of-ratings, yes, has to be true or false",
        "form, round, 'one of biased, plain, nonnegative'",
        "user-factors, mine, 'one of pinned, regional, shared'",
        "rank, 0, rank",
        "colour, red, trainer.colour is no setting of mf"
    })
    void whatIsNotASettingIsRefused(String name, String value, String words) {
        TreeMap<String, String> fields = MfFields.of(SETTINGS);
        fields.put(name, value);
        refused(words, fields);
    }

    private static void refused(String words, TreeMap<String, String> fields) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> MfFields.read(fields));
        assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
    }
}
