package sparkgaia.server.jobs;

import io.netty.util.concurrent.EventExecutor;

import sparkgaia.core.message.Reply;
import sparkgaia.wire.Call;

/** What a sidecar says to one worker: over a connection, or in the same process. Any thread may call. */
public interface WorkerLine {
    /** Says it at once: what it is made of may change when this has returned, but for what is {@link #own}. */
    void say(Call.OfWorkers call);

    /** Cells that may be kept after {@link #say}: a copy, unless they become bytes there anyway. */
    int[] own(int[] cells);

    void answer(int partition, int worker, int attempt, Reply reply);

    /** Stops or continues to take what the worker sends. */
    void hold(boolean hold);

    /** The event loop of its connection, or null where there is none. */
    EventExecutor loop();

    /** Nothing more will be said. */
    void close();
}
