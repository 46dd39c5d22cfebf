package sparkgaia.client;

import io.netty.util.concurrent.EventExecutor;

import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request;
import sparkgaia.server.jobs.Desk;
import sparkgaia.server.jobs.Jobs;
import sparkgaia.server.jobs.WorkerLine;
import sparkgaia.wire.Call;
import sparkgaia.wire.Declared;

/** A sidecar in this process: objects are handed over as they are, nothing is encoded or copied. */
public final class LocalSidecar implements SidecarLine.Sidecar {
    private final String region;
    private final Jobs jobs;

    public LocalSidecar(String region, Jobs jobs) {
        this.region = region;
        this.jobs = jobs;
    }

    @Override
    public String name() {
        return "the sidecar of " + region + " in this process";
    }

    @Override
    public SidecarLine call(SidecarLine.Ear ear) {
        var ends = new Ends(ear);
        Desk desk = jobs.desk(ends);
        ear.heard(new Call.Welcome(region, "in this process"));
        return new LocalLine(desk);
    }

    /** The sidecar's end: what it says goes to the ear. */
    private record Ends(SidecarLine.Ear ear) implements WorkerLine {
        @Override
        public void say(Call.OfWorkers call) {
            ear.heard(call);
        }

        @Override
        public int[] own(int[] cells) {
            return cells.clone();
        }

        @Override
        public void answer(int partition, int worker, int attempt, Reply reply) {
            ear.answered(partition, worker, attempt, reply);
        }

        @Override
        public void hold(boolean hold) {
            // A worker in this process has one request at a time under way.
        }

        @Override
        public EventExecutor loop() {
            return null;
        }

        @Override
        public void close() {
            ear.lost("the sidecar has closed the line");
        }
    }

    private record LocalLine(Desk desk) implements SidecarLine {
        @Override
        public void declare(Declared declared) {
            // Nothing is encoded, so nobody needs to know.
        }

        @Override
        public void say(Call.OfWorkers call) {
            desk.hear(call);
        }

        @Override
        public void ask(int partition, Request request) {
            desk.ask(partition, request, 0);
        }

        @Override
        public void close() {
            desk.closed();
        }
    }
}
