package sparkgaia.lab;

import sparkgaia.core.table.Range;

/**
 * What the network does to frames now. Chances are per frame.
 *
 * @param loss a frame is lost and sent again by the transport: it and all behind it on its lane come later
 * @param reset a lost frame breaks the connection instead
 * @param repeat a copy of a frame comes again some other time, with its old session
 * @param repeatNanosMax the longest that a copy travels
 * @param overtaking a data frame is overtaken by those behind it
 */
public record Weather(
        double loss, double reset, double repeat, long repeatNanosMax, double overtaking) {
    public static final Weather CALM = new Weather(0, 0, 0, 1_000_000, 0);

    public Weather {
        Range.check("chance of a loss", loss, 0.0, 0.95);
        Range.check("chance of a reset", reset, 0.0, 1.0);
        Range.check("chance of a repeat", repeat, 0.0, 1.0);
        Range.check("latest repeat in nanoseconds", repeatNanosMax, 1_000_000, 86_400_000_000_000L);
        Range.check("chance of an overtaking", overtaking, 0.0, 1.0);
    }
}
