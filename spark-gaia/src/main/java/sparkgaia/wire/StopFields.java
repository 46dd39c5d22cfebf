package sparkgaia.wire;

import sparkgaia.core.message.Clocks;
import sparkgaia.core.sync.StopRule;

/** A {@link StopRule} in words: its name, and its numbers behind blanks. */
final class StopFields {
    private static final String NEVER = "never";
    private static final String AT_CLOCK = "at-clock";
    private static final String SETTLED = "settled";

    private StopFields() {}

    static String text(StopRule rule) {
        if (rule instanceof StopRule.AtClock at) {
            return AT_CLOCK + " " + at.clock();
        } else if (rule instanceof StopRule.Settled settled) {
            return String.join(
                    " ",
                    SETTLED,
                    String.valueOf(settled.clocksPerEpoch()),
                    String.valueOf(settled.first()),
                    String.valueOf(settled.tol()),
                    String.valueOf(settled.orRisen()));
        }
        return NEVER;
    }

    static StopRule parse(String text) throws BadJob {
        String[] words = text.split(" ", -1);
        if (text.equals(NEVER)) {
            return StopRule.NEVER;
        } else if (words[0].equals(AT_CLOCK) && words.length == 2) {
            return new StopRule.AtClock(
                    (int) Fields.number("stop", words[1], 0, Integer.MAX_VALUE));
        } else if (words[0].equals(SETTLED) && words.length == 5) {
            return settled(text, words);
        }
        throw Fields.wrong("stop", text);
    }

    private static StopRule settled(String text, String[] words) throws BadJob {
        boolean orRisen = words[4].equals("true");
        if (!orRisen && !words[4].equals("false")) {
            throw Fields.wrong("stop", text);
        }
        int clocks = (int) Fields.number("stop", words[1], 1, Clocks.MAX);
        int first = (int) Fields.number("stop", words[2], 0, Limits.METRICS_MAX);
        try {
            double tol = Double.parseDouble(words[3]);
            return new StopRule.Settled(clocks, first, tol, orRisen);
        } catch (IllegalArgumentException e) {
            throw Fields.wrong("stop", text);
        }
    }
}
