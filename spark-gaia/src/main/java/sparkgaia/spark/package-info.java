/**
 * Training inside Spark: which rows go to which worker, the one stage whose tasks are the workers' hosts, and, in
 * embedded mode, the sidecars beside them. It decides where a worker runs and what it reads; it synchronises nothing
 * itself, all of which is the sidecars' part, and it knows no algorithm: that is a {@link sparkgaia.spark.Recipe}.
 *
 * <p>Every wait has a deadline in the worker's client; a stage that is tried again goes on after the last clock that was
 * committed. Nothing is left behind: what a fit has started it closes, however it ends.
 */
package sparkgaia.spark;
