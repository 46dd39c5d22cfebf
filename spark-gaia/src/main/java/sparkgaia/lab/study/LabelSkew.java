package sparkgaia.lab.study;

import sparkgaia.core.table.Mix;
import sparkgaia.core.table.Range;

/**
 * Which worker holds which record, when regions have different classes. At 0 every region has its even share of all; at
 * 1 a class is in one region only, or, with more regions than classes, a region has one class only; in between each
 * record goes by the one rule or by the other, as a hash says.
 */
public record LabelSkew(double skew, int classes, int regions, int workersPerRegion, long seed) {
    public LabelSkew {
        Range.check("label skew", skew, 0.0, 1.0);
        Range.check("classes", classes, 1, 1 << 20);
        Range.check("regions", regions, 1, 1 << 16);
        Range.check("workers of a region", workersPerRegion, 1, 1 << 16);
    }

    public int workers() {
        return regions * workersPerRegion;
    }

    int worker(long record, int label) {
        long hash = Mix.hash(seed, record);
        boolean isSkewed = Mix.unit(Mix.hash(hash, 1)) < skew;
        int region = isSkewed ? home(label, hash) : below(regions, Mix.hash(hash, 2));
        return region * workersPerRegion + below(workersPerRegion, Mix.hash(hash, 3));
    }

    private int home(int label, long hash) {
        if (regions <= classes) {
            return label % regions;
        }
        int homes = (regions - label + classes - 1) / classes;
        return label + classes * below(homes, Mix.hash(hash, 4));
    }

    private static int below(int bound, long hash) {
        return (int) (Mix.unit(hash) * bound);
    }
}
