package sparkgaia.train.mf;

/**
 * What a model is worth to a shard, as sums.
 *
 * @param objective of the ratings: squared errors, with the regularisation that each rating brings along
 * @param ratings how many
 * @param squares squared errors of ratings that were held out
 * @param heldOut how many
 * @param small of the ratings, how many would change their item by less than 1 % with the last clock's step
 */
public record MfErrors(double objective, long ratings, double squares, long heldOut, long small) {
    /** Of a shard that has not trained yet. */
    static final MfErrors UNKNOWN = new MfErrors(Double.NaN, 0, Double.NaN, 0, 0);
}
