package sparkgaia.ml;

import sparkgaia.spark.TrainingReport;

/** A model that tells how it was trained. */
public interface HasReport {
    /** Null for a model that was loaded without one. */
    TrainingReport report();
}
