package sparkgaia.train.linear;

/**
 * What belongs to which class. Equal only to itself; the features are not to be written by anybody.
 *
 * @param label the class, from 0
 * @param features best between 0 and 1, which the default learning rate is made for
 */
public record Example(int label, float[] features) {}
