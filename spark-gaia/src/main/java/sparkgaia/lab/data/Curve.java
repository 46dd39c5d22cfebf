package sparkgaia.lab.data;

import sparkgaia.core.Invariant;

/** A function of a share in [0, 1], straight between points that are known. */
record Curve(double[] shares, double[] heights) {
    Curve {
        Invariant.check(shares.length == heights.length, "a curve's points have two numbers");
        Invariant.check(shares[0] == 0 && shares[shares.length - 1] == 1, "a curve has ends");
    }

    double at(double share) {
        int right = 1;
        while (right < shares.length - 1 && shares[right] < share) {
            right++;
        }
        double way = (share - shares[right - 1]) / (shares[right] - shares[right - 1]);
        return heights[right - 1] + way * (heights[right] - heights[right - 1]);
    }
}
