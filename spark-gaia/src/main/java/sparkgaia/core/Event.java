package sparkgaia.core;

import sparkgaia.core.message.Frame;
import sparkgaia.core.message.Request;

/** What happens to a {@link Region}. The host passes the time with each. */
public sealed interface Event {

    /** Once, after construction and replay, ahead of everything else. */
    record Start() implements Event {}

    /** A connection to another region stands; frames of older sessions are void from now on. */
    record LinkReady(int peer, long session, long bytesPerSecond) implements Event {}

    /** The measured bandwidth to a region has changed. */
    record LinkMeasured(int peer, long bytesPerSecond) implements Event {}

    /** The connection to another region is gone. */
    record LinkLost(int peer) implements Event {}

    record FrameArrived(Frame frame) implements Event {}

    record WorkerAsked(Request request) implements Event {}

    /** Another partition of the same region says something; in order, and never lost while the region lives. */
    record Told(int fromPartition, Inside inside) implements Event {}

    /** A person asks the lead for something. */
    record Asked(Command command) implements Event {}

    /**
     * To the lead, as often as may be: the region's workers are gone for good, and why. The job fails everywhere, unless
     * this region's part is done.
     */
    record Abandoned(String reason) implements Event {}

    /** The time that an effect {@link Effect.WakeAt} asked for has come, or any other time. */
    record Tick() implements Event {}
}
