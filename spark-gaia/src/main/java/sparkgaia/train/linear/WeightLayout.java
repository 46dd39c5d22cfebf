package sparkgaia.train.linear;

import sparkgaia.core.table.Range;

/**
 * How weights lie in a table: feature by feature, the constant last, each with its classes side by side, and a row holds
 * the next few features. So a row is a few dozen cells, and features that are seldom there make rows that seldom change.
 */
record WeightLayout(int features, int classes) {
    static final int FEATURES_MAX = 1 << 20;
    static final int CLASSES_MAX = 1 << 12;

    /** A row is about so many cells, or one feature if that is more. */
    private static final int ROW_CELLS = 64;

    WeightLayout {
        Range.check("features", features, 1, FEATURES_MAX);
        Range.check("classes", classes, 2, CLASSES_MAX);
    }

    private int featuresOfRow() {
        return Math.min(features + 1, Math.max(1, ROW_CELLS / classes));
    }

    int width() {
        return featuresOfRow() * classes;
    }

    int rows() {
        return (features + featuresOfRow()) / featuresOfRow();
    }
}
