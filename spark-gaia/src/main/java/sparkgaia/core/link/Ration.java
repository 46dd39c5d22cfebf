package sparkgaia.core.link;

import sparkgaia.core.table.Coarse;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;

/**
 * The bytes that a link may send beyond what is obliged: a part of what it would take to send every change in full. A
 * budget of bandwidth spares slow links; this spares fast ones, which would carry more than does any good. It depends
 * on what was given and sealed alone, so it is the same after a restart.
 */
final class Ration {
    private final RowSpace space;
    private final double part;
    private final double bytesMax;
    private final double debtMax;
    private double bytes;

    Ration(RowSpace space, double part) {
        this.space = space;
        this.part = part;
        double tables = 0;
        int widest = 0;
        for (int id = 0; isLimited() && id < space.size(); id++) {
            if (space.spec(id).isShared() && !space.spec(id).isFrozen()) {
                tables += full(id);
                widest = Math.max(widest, full(id));
            }
        }
        this.bytesMax = part * tables;
        this.debtMax = Math.max(bytesMax, widest);
    }

    private int full(int id) {
        return Coarse.bytes(space.width(id), Coarse.FULL);
    }

    private boolean isLimited() {
        return part < 1;
    }

    /** Changes that the link has been given; what is not used is kept up to the part of the tables. */
    void earn(Rows rows) {
        if (isLimited()) {
            double changed = 0;
            for (int id : rows.ids()) {
                changed += full(id);
            }
            bytes = Math.min(bytesMax, bytes + part * changed);
        }
    }

    /**
     * What is obliged is sent anyway, and is made up for by the part of the tables at most. The last row that is not
     * obliged may go beyond the ration, and is made up for in full.
     */
    void spend(long sent) {
        if (isLimited()) {
            bytes = Math.max(-debtMax, bytes - sent);
        }
    }

    long bytes() {
        return isLimited() ? Math.max(0, (long) bytes) : Long.MAX_VALUE;
    }

    /** What is left, or owed: durable as it is. */
    double left() {
        return bytes;
    }

    void restore(double left) {
        bytes = left;
    }
}
