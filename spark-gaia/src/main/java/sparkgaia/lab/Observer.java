package sparkgaia.lab;

import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Record;
import sparkgaia.core.Region;

import java.util.List;

/**
 * Somebody who watches every step of every region: a checker of invariants, a counter of rare situations. It may look at
 * everything and change nothing; an exception that it throws ends the run as its failure.
 */
public interface Observer {
    /** The event is about to be handled by this state. */
    default void before(long nanos, int region, int partition, Region state, Event event) {}

    /** The event was handled. The list is valid during the call only. */
    default void after(
            long nanos,
            int region,
            int partition,
            Region state,
            Event event,
            List<Effect> effects) {}

    /** An effect is carried out now, all records before it being durable; a {@link Effect.Persist} never comes here. */
    default void carriedOut(long nanos, int region, int partition, Effect effect) {}

    /** A record is durable from now on. */
    default void durable(long nanos, int region, int partition, Record record) {}

    /** The process of a region is gone, with all its partitions. */
    default void crashed(long nanos, int region, boolean hasDisk) {}

    /** A new process has read its journal; this state will handle {@link Event.Start} next. */
    default void restarted(long nanos, int region, int partition, Region state) {}
}
