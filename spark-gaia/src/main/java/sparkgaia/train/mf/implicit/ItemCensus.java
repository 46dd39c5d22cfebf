package sparkgaia.train.mf.implicit;

import sparkgaia.train.TableView;

/**
 * What all regions have of each item: how many ratings, how many above zero, and the sum of their sizes, exactly, in
 * whole numbers of limbs that add up like counts. And how many users there are.
 */
final class ItemCensus {
    /** Ratings, ratings above zero, and three limbs of the sum of sizes. */
    static final int WIDTH = 5;

    private static final int LIMB_BITS = 16;
    private static final long LIMB_MASK = (1 << LIMB_BITS) - 1;

    /** A size is a whole number of these, at least one. */
    private static final double UNIT = 0x1p-16;

    private static final double SIZE_MAX = 0x1p30;

    final int[] ratings;
    final int[] likes;
    final double[] sizes;
    final long users;

    ItemCensus(TableView tables, int items) {
        this.ratings = new int[items];
        this.likes = new int[items];
        this.sizes = new double[items];
        for (int item = 0; item < items; item++) {
            int[] cells = tables.cells(ImplicitTrainer.CENSUS, item);
            ratings[item] = cells[0];
            likes[item] = cells[1];
            sizes[item] =
                    UNIT
                            * (cells[2]
                                    + Math.scalb((double) cells[3], LIMB_BITS)
                                    + Math.scalb((double) cells[4], 2 * LIMB_BITS));
        }
        this.users = tables.cells(ImplicitTrainer.USERS, 0)[0];
    }

    /** What brings a loss to a size of one for each rating if nothing were explained, however sure ratings are. */
    double meanShare(double alpha) {
        double all = 0;
        double surest = 1;
        for (int item = 0; item < ratings.length; item++) {
            all += ratings[item];
            surest += likes[item] + alpha * sizes[item];
        }
        return all / surest;
    }

    /** A worker's part of the census, item by item. */
    static int[][] count(ImplicitShard shard, int items) {
        long[] sizes = new long[items];
        int[] ratings = new int[items];
        for (int i = 0; i < shard.item.length; i++) {
            double size = Math.min(Math.abs(shard.value[i]), SIZE_MAX);
            ratings[shard.item[i]]++;
            sizes[shard.item[i]] += (long) Math.ceil(size / UNIT);
        }
        int[][] cells = new int[items][];
        for (int item = 0; item < items; item++) {
            long size = sizes[item];
            cells[item] =
                    new int[] {
                        ratings[item],
                        shard.likes[item],
                        (int) (size & LIMB_MASK),
                        (int) (size >>> LIMB_BITS & LIMB_MASK),
                        (int) Math.min(size >>> 2 * LIMB_BITS, Integer.MAX_VALUE)
                    };
        }
        return cells;
    }
}
