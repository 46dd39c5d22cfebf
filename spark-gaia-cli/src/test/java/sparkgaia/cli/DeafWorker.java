package sparkgaia.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;

import sparkgaia.core.message.Request;
import sparkgaia.wire.Asked;
import sparkgaia.wire.BadFrame;
import sparkgaia.wire.Call;
import sparkgaia.wire.Calls;
import sparkgaia.wire.Declared;
import sparkgaia.wire.FrameReader;
import sparkgaia.wire.JobDescription;
import sparkgaia.wire.WorkerWriter;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A worker with the right token that opens its job, asks, and reads no more. */
final class DeafWorker implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int RECEIVE_BYTES = 16 << 10;

    private final Socket socket = new Socket();
    private final OutputStream out;
    private final JobDescription description;
    private final int worker;
    private int attempt;

    DeafWorker(InetSocketAddress at, String token, JobDescription description, int worker)
            throws IOException {
        this.description = description;
        this.worker = worker;
        socket.setReceiveBufferSize(RECEIVE_BYTES);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(at);
        out = socket.getOutputStream();
        out.write(Calls.write(new Call.Authenticate(token, "deaf")));
        out.write(
                Calls.write(
                        new Call.Open(
                                description.name(), worker, Call.NOBODY, description.text())));
    }

    /** Returns when the job is open. */
    void awaitOpen() throws IOException, BadFrame {
        var in = new DataInputStream(socket.getInputStream());
        while (true) {
            byte[] frame = frame(in);
            Call.OfWorkers call = Calls.ofWorkers(frame, Declared.of(description.job()));
            if (call instanceof Call.Opened opened) {
                attempt = opened.attempt();
                return;
            }
            assertFalse(call instanceof Call.Denied, call::toString);
        }
    }

    private static byte[] frame(DataInputStream in) throws IOException, BadFrame {
        byte[] head = in.readNBytes(Integer.BYTES);
        byte[] frame = Arrays.copyOf(head, FrameReader.length(head));
        in.readFully(frame, head.length, frame.length - head.length);
        return frame;
    }

    /** Asks so often for all rows of a partition; ends early if the connection is closed. */
    void reads(int times) throws IOException {
        int rows = description.job().space(0).size();
        repeat(Calls.write(new Call.Read(0, 0, rows)), times);
    }

    void pulls(int times) throws IOException {
        int[] all = IntStream.range(0, description.job().space(0).size()).toArray();
        var pull = new Request.Pull(worker, attempt, 1, all, false, 0);
        ByteBuffer frames = new WorkerWriter().write(new Asked(0, pull));
        byte[] bytes = new byte[frames.remaining()];
        frames.get(bytes);
        repeat(bytes, times);
    }

    private void repeat(byte[] frames, int times) throws IOException {
        try {
            for (int i = 0; i < times; i++) {
                out.write(frames);
            }
        } catch (SocketException closed) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
