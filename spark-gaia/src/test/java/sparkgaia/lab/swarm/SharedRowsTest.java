package sparkgaia.lab.swarm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Record;
import sparkgaia.core.Region;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Reply;
import sparkgaia.core.table.Rows;
import sparkgaia.lab.Observer;
import sparkgaia.lab.Run;

import java.util.ArrayList;
import java.util.List;

/** Rows are not copied when they are handed on, so whoever has some must find them later as they were. */
class SharedRowsTest {
    private static final int SEEDS = 150;

    /** Rows that a region has written or said, and what they were at that moment. */
    private static final class Witness implements Observer {
        private final List<Rows> rows = new ArrayList<>();
        private final List<Integer> prints = new ArrayList<>();

        @Override
        public void after(
                long nanos,
                int region,
                int partition,
                Region state,
                Event event,
                List<Effect> effects) {
            for (Effect effect : effects) {
                Rows seen = null;
                if (effect instanceof Effect.Persist persist) {
                    seen = of(persist.record());
                } else if (effect instanceof Effect.Send send) {
                    seen = of(send.message());
                } else if (effect instanceof Effect.Answer answer
                        && answer.reply() instanceof Reply.Pulled pulled) {
                    seen = pulled.rows();
                }
                if (seen != null) {
                    rows.add(seen);
                    prints.add(seen.hashCode());
                }
            }
        }

        private static Rows of(Record record) {
            if (record instanceof Record.PartStaged part) {
                return part.rows();
            }
            if (record instanceof Record.BatchSealed sealed) {
                return sealed.batch().rows();
            }
            if (record instanceof Record.BatchArrived arrived) {
                return arrived.batch().rows();
            }
            return record instanceof Record.CopyTaken taken ? of(taken.copy()) : null;
        }

        private static Rows of(Message message) {
            if (message instanceof Message.Batch batch) {
                return batch.rows();
            }
            if (message instanceof Message.Own own) {
                return own.counts();
            }
            return message instanceof Message.Copy copy ? copy.rows() : null;
        }
    }

    @Test
    void whatARegionWroteOrSaidIsNeverChangedAfterwards() {
        long seen = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            var witness = new Witness();
            new Run(new SwarmSeed(seed).scenario()).watch(witness).play();
            for (int i = 0; i < witness.rows.size(); i++) {
                Rows rows = witness.rows.get(i);
                boolean isSame = rows.hashCode() == witness.prints.get(i);
                assertTrue(isSame, "seed " + seed + ", rows that are now " + rows);
            }
            seen += witness.rows.size();
        }
        assertTrue(seen > 1000 * SEEDS / 10, seen + " rows were watched");
    }
}
