package sparkgaia.lab.swarm;

import sparkgaia.core.Event;
import sparkgaia.core.Region;
import sparkgaia.core.link.Link;
import sparkgaia.core.link.Links;
import sparkgaia.core.message.Frame;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Request;

/**
 * An event at a partition.
 *
 * @param link the link of a frame about links that arrives, whatever its connection; else null
 * @param message what a frame of the present connection says; else null
 */
record Scene(long nanos, Region state, Event event, Link link, Message message) {

    static Scene of(long nanos, Region state, Event event) {
        if (!(event instanceof Event.FrameArrived arrived)) {
            return new Scene(nanos, state, event, null, null);
        }
        Frame frame = arrived.frame();
        if (frame.version() == Frame.DIRECT) {
            return new Scene(nanos, state, event, null, direct(state, frame));
        }
        Links links = version(state, frame.version());
        Link link = links == null ? null : links.link(frame.from());
        boolean isHeard = link != null && link.peer().session() == frame.session();
        return new Scene(nanos, state, event, link, isHeard ? frame.message() : null);
    }

    /** What one member says to another, whatever the links are, or null if on another connection. */
    private static Message direct(Region state, Frame frame) {
        for (Links links : state.versions()) {
            Link link = links.link(frame.from());
            if (link != null) {
                return link.peer().session() == frame.session() ? frame.message() : null;
            }
        }
        return null;
    }

    static Links version(Region state, int number) {
        for (Links links : state.versions()) {
            if (links.version() == number) {
                return links;
            }
        }
        return null;
    }

    int region() {
        return state.self();
    }

    int partition() {
        return state.partition();
    }

    boolean isByClock() {
        return state.job().model().isByClock();
    }

    /** What a worker asks, or null. */
    Request request() {
        return event instanceof Event.WorkerAsked asked ? asked.request() : null;
    }
}
