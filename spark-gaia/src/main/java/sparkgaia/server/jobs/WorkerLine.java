package sparkgaia.server.jobs;

import sparkgaia.core.message.Reply;
import sparkgaia.wire.Call;

/** What a sidecar says to one worker: over a connection, or in the same process. Any thread may call. */
public interface WorkerLine {
    void say(Call.OfWorkers call);

    void answer(int partition, int worker, int attempt, Reply reply);

    /** Stops or continues to take what the worker sends. */
    void hold(boolean hold);

    /** Nothing more will be said. */
    void close();
}
