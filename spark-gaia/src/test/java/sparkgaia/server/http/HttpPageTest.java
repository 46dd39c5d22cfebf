package sparkgaia.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import sparkgaia.core.message.Message.Lane;
import sparkgaia.server.meters.Meters;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

class HttpPageTest {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Meters meters = new Meters(List.of("b"));
    private final AtomicReference<String> ill = new AtomicReference<>();
    private final AtomicReference<String> notReady = new AtomicReference<>("waits for the journal");
    private HttpPage page;

    @BeforeEach
    void start() throws IOException {
        start(Duration.ofMillis(PATIENCE_MILLIS));
    }

    private void start(Duration deadline) throws IOException {
        page =
                HttpPage.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        meters.registry(),
                        ill::get,
                        notReady::get,
                        deadline);
    }

    @AfterEach
    void stop() {
        page.close();
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        socket.connect(page.address(), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private String ask(String head) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String get(String path) throws IOException {
        return ask("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + page.address().getPort());
    }

    private static void isAnswer(int status, String words, String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertTrue(answer.contains(words), answer);
    }

    @Test
    void healthAndReadinessSayWhatIsWrong() throws IOException {
        isAnswer(200, "\r\n\r\nalive\n", get("/healthz"));
        isAnswer(503, "\r\n\r\nwaits for the journal\n", get("/readyz"));
        notReady.set(null);
        isAnswer(200, "ready", get("/readyz"));
        ill.set("an event loop does not answer");
        isAnswer(503, "an event loop does not answer", get("/healthz"));
    }

    @Test
    void metricsAreInPrometheusFormat() throws IOException {
        meters.peer("b").sentFrame(Lane.DATA, 1234);
        String answer = get("/metrics");
        isAnswer(200, "\r\n\r\n# HELP gaia_", answer);
        assertTrue(answer.contains("Content-type: text/plain; version=0.0.4"), answer);
        assertTrue(
                answer.contains(
                        "gaia_peer_bytes_total{direction=\"sent\",lane=\"data\",peer=\"b\"} 1234.0\n"),
                answer);
    }

    @Test
    void nothingElseIsAnswered() throws IOException {
        isAnswer(200, "/metrics", get("/"));
        isAnswer(404, "there are", get("/jobs"));
        isAnswer(404, "there are", get("/metrics/../../etc/passwd"));
        isAnswer(
                405,
                "only GET",
                ask("POST /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0"));
        isAnswer(405, "only GET", ask("DELETE / HTTP/1.1\r\nHost: localhost"));
        isAnswer(403, "loopback", ask("GET /metrics HTTP/1.1\r\nHost: evil.example:7072"));
    }

    @Test
    void oneWhoSendsSlowlyHoldsNoThread() throws IOException {
        page.close();
        start(Duration.ofMillis(300));
        var slow = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 4 * HttpPage.THREADS; i++) {
                Socket socket = connect();
                slow.add(socket);
                socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
            }
            for (Socket socket : slow) {
                assertEquals(-1, endOf(socket), "a slow connection is closed");
            }
            isAnswer(200, "alive", get("/healthz"));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** Reads until the other side closes; a reset is an end too. */
    private static int endOf(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            while (in.read() >= 0) {}
            return -1;
        } catch (java.net.SocketException e) {
            return -1;
        } catch (IOException e) {
            return 0;
        }
    }

    @Test
    void manyWhoSayNothingDoNotHinderOthers() throws IOException {
        var silent = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 200; i++) {
                silent.add(connect());
            }
            isAnswer(200, "alive", get("/healthz"));
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void anAddressThatOthersReachIsRefused() {
        var any = new InetSocketAddress("0.0.0.0", 0);
        assertThrows(
                IllegalStateException.class,
                () -> HttpPage.start(any, meters.registry(), () -> null, () -> null));
    }
}
