package sparkgaia.core.sync;

import sparkgaia.core.table.Cells;
import sparkgaia.core.table.Coarse;
import sparkgaia.core.table.Range;

/**
 * Which part of what is pending a batch takes. Every model is the same mechanism, <em>share a coarser or smaller part
 * and keep the remainder</em>, with other answers to three questions: what must be shared at the end of a clock, in
 * which order the rest goes while the budget lasts, and how much of a row goes. Answers depend on the arguments alone.
 */
public interface RowChoice {
    /**
     * Must this row be shared by {@code clock}, which has just ended here?
     *
     * @param since the clock since which the row has had pending that was never taken
     */
    boolean isObliged(int[] pending, int[] value, int since, int clock);

    /** The rank of a row that is not obliged: higher goes first, 0 or less stays. */
    default long rank(int[] pending, int[] value, int since, int clock) {
        return 0;
    }

    /** The part of a row that goes: the row itself if all of it does. Never empty for a row that is not zero. */
    default int[] part(int[] pending, int[] value, int since, int clock) {
        return pending;
    }

    /** The bytes that such a part takes on the link. */
    default int bytes(int[] part) {
        return Coarse.bytes(part.length, Coarse.FULL);
    }

    /** Everything, as soon as there is room: SSP and async. */
    RowChoice EVERYTHING = (pending, value, since, clock) -> true;

    /** Everything, each row in as few bits as it needs: clock 0 and a flush. */
    RowChoice PACKED =
            new RowChoice() {
                @Override
                public boolean isObliged(int[] pending, int[] value, int since, int clock) {
                    return true;
                }

                @Override
                public int bytes(int[] part) {
                    return Coarse.packedBytes(part);
                }
            };

    /** Nothing: isolated regions. */
    RowChoice NOTHING = (pending, value, since, clock) -> false;

    /** How large a change is beside what it changes. */
    interface Significance {
        /** The paper's: the norm of the change over the norm of the value; a change of nothing is infinitely large. */
        Significance NORM =
                (pending, value) -> {
                    double change = Cells.norm(pending);
                    return change == 0 ? 0 : change / Cells.norm(value);
                };

        double of(int[] pending, int[] value);
    }

    /**
     * Gaia by the paper: rows whose accumulated change is significant, with a threshold that falls as
     * {@code v / sqrt(clock)}.
     */
    record SignificantRows(double threshold, Significance significance) implements RowChoice {
        public SignificantRows {
            Range.check("significance threshold", threshold, 0.0, 1000.0);
        }

        @Override
        public boolean isObliged(int[] pending, int[] value, int since, int clock) {
            return significance.of(pending, value) > threshold / Math.sqrt(Math.max(1, clock));
        }
    }

    /** The same filter cell by cell: only the significant cells of a row go, each with its index. */
    record SignificantCells(double threshold) implements RowChoice {
        public SignificantCells {
            Range.check("significance threshold", threshold, 0.0, 1000.0);
        }

        @Override
        public boolean isObliged(int[] pending, int[] value, int since, int clock) {
            for (int i = 0; i < pending.length; i++) {
                if (isSignificant(pending[i], value[i], clock)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isSignificant(int pending, int value, int clock) {
            return Math.abs((double) pending)
                    > threshold / Math.sqrt(Math.max(1, clock)) * Math.abs((double) value);
        }

        @Override
        public int[] part(int[] pending, int[] value, int since, int clock) {
            int[] part = new int[pending.length];
            int largest = 0;
            boolean isEmpty = true;
            for (int i = 0; i < pending.length; i++) {
                if (pending[i] != 0 && isSignificant(pending[i], value[i], clock)) {
                    part[i] = pending[i];
                    isEmpty = false;
                }
                if (Math.abs((long) pending[i]) > Math.abs((long) pending[largest])) {
                    largest = i;
                }
            }
            if (isEmpty) {
                part[largest] = pending[largest];
            }
            return part;
        }

        @Override
        public int bytes(int[] part) {
            int cells = 0;
            for (int cell : part) {
                cells += cell == 0 ? 0 : 1;
            }
            return 4 + 5 * cells;
        }
    }

    /**
     * Our default for factors: a row is obliged when it has waited for {@code age} clocks; while the budget lasts the
     * rows with the largest pending go first; everything coarsely.
     */
    record LargestFirst(int age, int bits) implements RowChoice {
        public LargestFirst {
            Range.check("age bound in clocks", age, 1, 10_000);
            Range.check("bits per cell", bits, 2, Coarse.FULL);
        }

        @Override
        public boolean isObliged(int[] pending, int[] value, int since, int clock) {
            return since <= clock - age;
        }

        @Override
        public long rank(int[] pending, int[] value, int since, int clock) {
            return Cells.peak(pending);
        }

        @Override
        public int[] part(int[] pending, int[] value, int since, int clock) {
            return Coarse.part(pending, bits);
        }

        @Override
        public int bytes(int[] part) {
            return Coarse.bytes(part.length, bits);
        }
    }

    /**
     * Our default for counts: while the budget lasts rows go in turn, the longest pending first, so that rare ones are
     * not starved by frequent ones; of a row only the cells go whose change is beyond the noise of counting, {@code
     * change^2 >= filter * count}. A row that has waited for {@code age} clocks is obliged, and goes whole.
     *
     * @param filter 1 for the square root of the count; 0 lets everything pass
     */
    record SignificantCounts(int age, double filter) implements RowChoice {
        public SignificantCounts {
            Range.check("age bound in clocks", age, 1, 10_000);
            Range.check("filter of counts", filter, 0.0, 1000.0);
        }

        @Override
        public boolean isObliged(int[] pending, int[] value, int since, int clock) {
            return clock - since >= age;
        }

        @Override
        public long rank(int[] pending, int[] value, int since, int clock) {
            for (int i = 0; i < pending.length; i++) {
                if (isSignificant(pending[i], value[i])) {
                    return Integer.MAX_VALUE - (long) since;
                }
            }
            return 0;
        }

        private boolean isSignificant(int pending, int value) {
            return pending != 0 && (double) pending * pending >= filter * value;
        }

        @Override
        public int[] part(int[] pending, int[] value, int since, int clock) {
            int[] part = new int[pending.length];
            boolean isEmpty = true;
            for (int i = 0; i < pending.length; i++) {
                if (isSignificant(pending[i], value[i])) {
                    part[i] = pending[i];
                    isEmpty = false;
                }
            }
            return isEmpty || isObliged(pending, value, since, clock) ? pending : part;
        }

        /** Its number and how many cells, then of each the distance to the one before and the change, as varints. */
        @Override
        public int bytes(int[] part) {
            int bytes = 5;
            int last = -1;
            for (int i = 0; i < part.length; i++) {
                if (part[i] != 0) {
                    bytes += varint(i - last) + varint(2L * Math.abs((long) part[i]));
                    last = i;
                }
            }
            return bytes;
        }

        private static int varint(long number) {
            return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 6) / 7);
        }
    }
}
