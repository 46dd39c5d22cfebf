package sparkgaia.lab.study;

/**
 * How good the model is at a moment of a run.
 *
 * @param clock how far the workers are, on average
 * @param consensus by figure: the model that sharing everything at this moment would give
 * @param own by figure: each worker judged by its own region's copy
 */
public record Look(double seconds, double clock, double[] consensus, double[] own) {}
