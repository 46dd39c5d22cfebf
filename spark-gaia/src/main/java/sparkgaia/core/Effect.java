package sparkgaia.core;

import sparkgaia.core.message.Message;
import sparkgaia.core.message.Reply;

/**
 * What a {@link Region} wants done, in order. The order is the contract: an effect that follows a {@link Persist} may
 * not be carried out before that record is durable.
 */
public sealed interface Effect {

    record Persist(Record record) implements Effect {}

    /** Send to another region, if the connection still stands. */
    record Send(int peer, int version, long session, Message message) implements Effect {}

    record Answer(int worker, int attempt, Reply reply) implements Effect {}

    record Tell(int partition, Inside inside) implements Effect {}

    /** Give the region a {@link Event.Tick} at this time or a little later. A later one replaces an earlier one. */
    record WakeAt(long nanos) implements Effect {}

    /** This partition has shared and heard all there is; complete unless somebody was not heard to the end. */
    record Finished(boolean isComplete) implements Effect {}

    /** What came of a command. */
    record CommandDone(Command command, boolean isAccepted, String text) implements Effect {}

    /** This region's part in the job is over, and why; the others may go on without it. */
    record Out(String reason) implements Effect {}

    /** The job has failed in this region. */
    record Failed(int member, String reason) implements Effect {}
}
