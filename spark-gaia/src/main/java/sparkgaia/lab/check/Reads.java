package sparkgaia.lab.check;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.Region;
import sparkgaia.core.message.Reply.Pulled;
import sparkgaia.core.message.Request.Pull;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;
import sparkgaia.lab.Observer;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * What workers read: an answer has the rows that have changed, the others they know from answers before. Put together
 * they have to be what the region holds (I7), and are what the other checks look at.
 */
final class Reads implements Observer {
    private final Job job;
    private final TreeMap<Place, Reader> readers = new TreeMap<>();

    private record Place(int partition, int worker) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int order = Integer.compare(partition, other.partition);
            return order != 0 ? order : Integer.compare(worker, other.worker);
        }
    }

    /** An attempt of a worker at a partition. */
    private static final class Reader {
        private final int attempt;
        private final TreeMap<Integer, int[]> known = new TreeMap<>();
        private Pull asked;
        private Pulled whole;

        Reader(int attempt) {
            this.attempt = attempt;
        }
    }

    Reads(Job job) {
        this.job = job;
    }

    @Override
    public void before(long nanos, int region, int partition, Region state, Event event) {
        if (event instanceof Event.WorkerAsked asked && asked.request() instanceof Pull pull) {
            var place = new Place(partition, pull.worker());
            Reader reader = readers.get(place);
            if (reader == null || reader.attempt != pull.attempt()) {
                reader = new Reader(pull.attempt());
                readers.put(place, reader);
            }
            reader.asked = pull;
        }
    }

    @Override
    public void after(
            long nanos,
            int region,
            int partition,
            Region state,
            Event event,
            List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Answer answer && answer.reply() instanceof Pulled pulled) {
                read(region, partition, state, answer.worker(), pulled);
            }
        }
    }

    private void read(int region, int partition, Region state, int worker, Pulled pulled) {
        RowSpace space = job.space(partition);
        Reader reader = readers.get(new Place(partition, worker));
        int[] ids =
                Arrays.stream(reader.asked.ids())
                        .filter(id -> Arrays.binarySearch(pulled.barred(), id) < 0)
                        .toArray();
        int[][] cells = new int[ids.length][];
        for (int i = 0; i < ids.length; i++) {
            int[] sent = pulled.rows().get(ids[i]);
            cells[i] = sent == null ? reader.known.get(ids[i]) : sent;
            Violation.check(
                    Arrays.equals(cells[i], state.values().get(ids[i])),
                    "I7",
                    "a worker of %s reads %s in %s for clock %d, but the region holds %s",
                    job.name(region),
                    Arrays.toString(cells[i]),
                    space.name(ids[i]),
                    pulled.clock(),
                    Arrays.toString(state.values().get(ids[i])));
            reader.known.put(ids[i], cells[i]);
        }
        Rows rows = new Rows(ids, cells);
        reader.whole =
                new Pulled(pulled.clock(), rows, pulled.barred(), pulled.waits(), pulled.asOf());
    }

    /** The answer that a worker was given last in a partition, with all rows that it may read. */
    Pulled whole(int partition, int worker) {
        return readers.get(new Place(partition, worker)).whole;
    }
}
