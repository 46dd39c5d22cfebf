package sparkgaia.lab.data;

import sparkgaia.core.table.Mix;

/** How popular items are, over all and in a region. */
final class Popularity {
    private static final int ORDER = 101;
    private static final int ORDER_OF_REGION = 102;

    /**
     * The logarithm of an item's weight, by the share of items that are more popular. Fitted so that users who take no
     * item twice give items as many ratings as they have in MovieLens 100K.
     */
    private static final Curve WEIGHT =
            new Curve(
                    new double[] {
                        0, .002, .006, .012, .03, .06, .12, .24, .36, .48, .6, .72, .84, .92, 1
                    },
                    new double[] {
                        7.19, 7.02, 6.63, 6.31, 5.94, 5.58, 5.13, 4.43, 3.87, 3.34, 2.67, 1.93, 1.1,
                        0.4, 0
                    });

    private final RatingGenerator setting;
    private final long salt;
    private final double[] logWeights;

    Popularity(RatingGenerator setting, long salt) {
        this.setting = setting;
        this.salt = salt;
        this.logWeights = ordered(Mix.hash(salt, ORDER));
    }

    private double[] ordered(long order) {
        int[] items = Shuffle.order(setting.items(), order);
        double[] logWeights = new double[items.length];
        for (int place = 0; place < items.length; place++) {
            logWeights[items[place]] = WEIGHT.at((place + 0.5) / items.length);
        }
        return logWeights;
    }

    /** The logarithm of an item's weight, whatever the region. */
    double logWeight(int item) {
        return logWeights[item];
    }

    /** Sums of the weights of all items up to each, as they are in a region. */
    double[] sums(int region) {
        double skew = setting.skew();
        double[] own = skew == 0 ? logWeights : ordered(Mix.hash(salt, ORDER_OF_REGION, region));
        double[] sums = new double[logWeights.length];
        double sum = 0;
        for (int item = 0; item < sums.length; item++) {
            sum += (1 - skew) * StrictMath.exp(logWeights[item]) + skew * StrictMath.exp(own[item]);
            sums[item] = sum;
        }
        return sums;
    }
}
