package sparkgaia.lab.scenarios;

import sparkgaia.core.table.Range;
import sparkgaia.lab.wan.Wan;

/**
 * What a story runs under.
 *
 * @param clocks how many clocks the job trains
 * @param leaseSeconds after how long without a word a region counts as lost
 */
public record Setting(Wan wan, ModelSetting model, int clocks, double leaseSeconds, long seed) {
    public static final int CLOCKS_MAX = 1_000_000;

    public Setting {
        Range.check("clocks", clocks, 1, CLOCKS_MAX);
        Range.check("lease in seconds", leaseSeconds, 0.01, 86_400.0);
    }

    Setting under(String model) {
        return new Setting(wan, this.model.named(model), clocks, leaseSeconds, seed);
    }

    Setting on(Wan other) {
        return new Setting(other, model, clocks, leaseSeconds, seed);
    }
}
