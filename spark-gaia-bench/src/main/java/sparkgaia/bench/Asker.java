package sparkgaia.bench;

import sparkgaia.client.SidecarLine;
import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request;
import sparkgaia.wire.Call;
import sparkgaia.wire.Declared;
import sparkgaia.wire.JobDescription;

import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A worker's line with one question at a time. */
final class Asker implements AutoCloseable, SidecarLine.Ear {
    private static final long SECONDS_MAX = 60;

    private final LinkedBlockingQueue<Object> answers = new LinkedBlockingQueue<>();
    private final SidecarLine line;
    final int attempt;

    Asker(SidecarLine.Sidecar sidecar, JobDescription description, String run, int worker)
            throws InterruptedException, IOException {
        line = sidecar.call(this);
        line.declare(Declared.of(description.job()));
        line.say(new Call.Open(run, worker, Call.NOBODY, description.text()));
        Object answer = next();
        while (!(answer instanceof Call.Opened)) {
            answer = next();
        }
        attempt = ((Call.Opened) answer).attempt();
    }

    private Object next() throws InterruptedException, IOException {
        Object answer = answers.poll(SECONDS_MAX, TimeUnit.SECONDS);
        if (answer == null
                || answer instanceof Reply.Refused
                || answer instanceof Call.Denied
                || answer instanceof String) {
            throw new IOException("no answer but " + answer);
        }
        return answer;
    }

    void ask(Request request) throws InterruptedException, IOException {
        line.ask(0, request);
        next();
    }

    @Override
    public void heard(Call.OfWorkers call) {
        put(call);
    }

    @Override
    public void answered(int partition, int worker, int attempt, Reply reply) {
        put(reply);
    }

    private void put(Object answer) {
        answers.add(answer);
    }

    @Override
    public void lost(String why) {
        answers.add(why);
    }

    @Override
    public void close() {
        line.close();
    }
}
