/**
 * Training as a stage of an MLlib pipeline: parameters, what of a DataFrame is trained on, and the model that comes of it.
 * It decides what users see: names, defaults, messages, what is saved and how; training itself is
 * {@link sparkgaia.spark}'s.
 */
package sparkgaia.ml;
