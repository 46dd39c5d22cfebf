/**
 * Matrix factorisation of what was seen or done, as MLlib's {@code ALS} has it with {@code implicitPrefs}: every pair of
 * a user and an item counts, those that were not seen as a weak no. A user's factors are solved for exactly and stay
 * with the worker that has the user's records, all of them; items' factors are shared between regions.
 *
 * <p>This package owns one promise: what training converges to does not depend on how users are dealt to workers and
 * regions. So whatever scales a worker's step comes from tables that all regions share.
 */
package sparkgaia.train.mf.implicit;
