package sparkgaia.client;

import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request;
import sparkgaia.wire.Call;
import sparkgaia.wire.Declared;

/** One worker's line to its sidecar, from a call to its end. What is said arrives in order or the line ends. */
public interface SidecarLine {

    /** Who hears what the sidecar says; called by any thread, one call after the other. */
    interface Ear {
        void heard(Call.OfWorkers call);

        void answered(int partition, int worker, int attempt, Reply reply);

        /** The line is over; nothing follows. */
        void lost(String why);
    }

    /** How lines to one sidecar are made. */
    interface Sidecar {
        /** Calls; the ear hears {@link Call.Welcome} when the sidecar has accepted, or that the line is lost. */
        SidecarLine call(Ear ear);

        /** For messages: which sidecar that is. */
        String name();
    }

    /** A line that came to nothing: its ear has been told, and what is said is lost. */
    record Dead() implements SidecarLine {
        @Override
        public void declare(Declared declared) {}

        @Override
        public void say(Call.OfWorkers call) {}

        @Override
        public void ask(int partition, Request request) {}

        @Override
        public void close() {}
    }

    /** What the job's rows are, from when it is open. */
    void declare(Declared declared);

    void say(Call.OfWorkers call);

    void ask(int partition, Request request);

    void close();
}
