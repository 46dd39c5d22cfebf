package sparkgaia.core.link;

import sparkgaia.core.table.Coarse;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;

/**
 * The bytes that a link may send beyond what is obliged: a part of what it would take to send every change in full. A
 * budget of bandwidth spares slow links; this spares fast ones, which would carry more than does any good.
 */
final class Ration {
    private final RowSpace space;
    private final double part;
    private final double bytesMax;
    private double bytes;

    Ration(RowSpace space, double part) {
        this.space = space;
        this.part = part;
        double all = 0;
        for (int id = 0; id < space.size(); id++) {
            all += full(id);
        }
        this.bytesMax = part * all;
    }

    private int full(int id) {
        return Coarse.bytes(space.width(id), Coarse.FULL);
    }

    boolean isLimited() {
        return part < 1;
    }

    void earn(Rows rows) {
        if (isLimited()) {
            double changed = 0;
            for (int id : rows.ids()) {
                changed += full(id);
            }
            bytes = Math.min(bytesMax, bytes + part * changed);
        }
    }

    /** What is obliged is sent anyway, and is made up for by a table's worth at most. */
    void spend(long sent) {
        bytes = Math.max(-bytesMax, bytes - sent);
    }

    long bytes() {
        return isLimited() ? Math.max(0, (long) bytes) : Long.MAX_VALUE;
    }
}
