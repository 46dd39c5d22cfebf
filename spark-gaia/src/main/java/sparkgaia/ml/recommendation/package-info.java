/**
 * Recommendation as a stage of an MLlib pipeline, in the sub-package that MLlib has it in: parameters and model of
 * {@code ALS}, trained over regions. It decides what ids become rows of tables, what of a user may be where, and how a
 * model is laid out for {@code ALSModel}; arithmetic is {@link sparkgaia.train.mf}'s. A user's id and ratings are in no
 * table, and so in no message between regions, unless the user's factors are shared, where a row's number stands for
 * the user.
 */
package sparkgaia.ml.recommendation;
