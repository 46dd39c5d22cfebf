package sparkgaia.lab;

import sparkgaia.core.message.Reply;
import sparkgaia.train.Ask;
import sparkgaia.train.WorkerLoop;

import java.util.List;

/** One attempt of a worker: carries requests and replies, and lets virtual time pass while it computes. */
final class VirtualAttempt {
    private final Simulation simulation;
    private final VirtualSidecar sidecar;
    private final VirtualWorker worker;
    private final WorkerLoop<?, ?> loop;
    private final int attempt;
    private boolean isAlive = true;
    private boolean isComputing;

    VirtualAttempt(
            Simulation simulation,
            VirtualSidecar sidecar,
            VirtualWorker worker,
            int attempt,
            WorkerLoop<?, ?> loop) {
        this.simulation = simulation;
        this.sidecar = sidecar;
        this.worker = worker;
        this.attempt = attempt;
        this.loop = loop;
    }

    void start() {
        loop.start();
        goOn();
    }

    void answer(int partition, Reply reply) {
        loop.onReply(partition, reply);
        goOn();
    }

    void reconnected() {
        loop.reconnected();
        goOn();
    }

    /** The process is gone; what it asked is not heard any more. */
    void die() {
        isAlive = false;
    }

    private void goOn() {
        List<Ask> asks = loop.drain();
        for (int i = 0; i < asks.size(); i++) {
            sidecar.ask(this, asks.get(i).partition(), asks.get(i).request());
        }
        if (loop.hasEnded()) {
            isAlive = false;
            worker.ended(this);
        } else if (loop.state() == WorkerLoop.State.COMPUTING && !isComputing) {
            isComputing = true;
            simulation.after(worker.nanos(loop.clock(), loop.work(), loop.part()), this::computed);
        }
    }

    private void computed() {
        isComputing = false;
        if (isAlive) {
            loop.compute();
            goOn();
        }
    }

    boolean isAlive() {
        return isAlive;
    }

    int number() {
        return attempt;
    }

    WorkerLoop<?, ?> loop() {
        return loop;
    }
}
