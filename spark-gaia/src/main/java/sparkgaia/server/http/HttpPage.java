package sparkgaia.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import sparkgaia.core.Invariant;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Health, readiness and metrics over HTTP. It asks nobody who they are, so it listens on a loopback address only. At most
 * {@link #THREADS} requests are answered at once and {@link #QUEUE_MAX} wait; a request that takes longer than its
 * deadline is cut off.
 */
public final class HttpPage implements AutoCloseable {
    static final int THREADS = 2;
    static final int QUEUE_MAX = 64;
    static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final String INDEX =
            """
            spark-gaia: the sidecar of a region
            /healthz   200 while the process can answer, else 503 and what is wrong
            /readyz    200 when it serves regions and workers, else 503 and what it waits for
            /metrics   figures, in Prometheus' text format
            """;
    private static final String PLAIN = "text/plain; charset=utf-8";

    /** What a request is answered. */
    private record Answer(int status, String type, byte[] body) {
        static Answer plain(int status, String text) {
            String line = text.endsWith("\n") ? text : text + "\n";
            return new Answer(status, PLAIN, line.getBytes(StandardCharsets.UTF_8));
        }
    }

    private final HttpServer server;
    private final DeadlineExecutor executor;
    private final PrometheusRegistry registry;
    private final PrometheusTextFormatWriter writer =
            PrometheusTextFormatWriter.builder().setIncludeCreatedTimestamps(false).build();
    private final Supplier<String> ill;
    private final Supplier<String> notReady;

    private HttpPage(
            HttpServer server,
            PrometheusRegistry registry,
            Supplier<String> ill,
            Supplier<String> notReady,
            Duration deadline) {
        this.server = server;
        this.executor = new DeadlineExecutor("gaia-http", THREADS, QUEUE_MAX, deadline);
        this.registry = registry;
        this.ill = ill;
        this.notReady = notReady;
    }

    /**
     * Begins to listen.
     *
     * @param ill what is wrong with the process, or null; asked on the page's threads
     * @param notReady what the sidecar waits for before it serves, or null
     */
    public static HttpPage start(
            InetSocketAddress address,
            PrometheusRegistry registry,
            Supplier<String> ill,
            Supplier<String> notReady)
            throws IOException {
        return start(address, registry, ill, notReady, DEADLINE);
    }

    static HttpPage start(
            InetSocketAddress address,
            PrometheusRegistry registry,
            Supplier<String> ill,
            Supplier<String> notReady,
            Duration deadline)
            throws IOException {
        Invariant.check(
                address.getAddress() != null && address.getAddress().isLoopbackAddress(),
                "the page would be reachable from elsewhere");
        HttpServer server = listening(address);
        var page = new HttpPage(server, registry, ill, notReady, deadline);
        server.setExecutor(page.executor);
        server.createContext("/", page::handle);
        server.start();
        return page;
    }

    private static HttpServer listening(InetSocketAddress address) throws IOException {
        try {
            return HttpServer.create(address, QUEUE_MAX);
        } catch (BindException e) {
            throw new BindException(
                    "the page cannot listen on "
                            + address
                            + " ("
                            + e.getMessage()
                            + "); stop who does, or choose another port in gaia.http.listen");
        }
    }

    /** The address that it listens on, with the port that the system chose. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(answer.status(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            return Answer.plain(405, "only GET is answered here");
        }
        if (!isLocalName(exchange.getRequestHeaders().getFirst("Host"))) {
            return Answer.plain(403, "ask for this page by a loopback address");
        }
        return switch (exchange.getRequestURI().getPath()) {
            case "/" -> Answer.plain(200, INDEX);
            case "/healthz" -> state(ill, "alive");
            case "/readyz" -> state(notReady, "ready");
            case "/metrics" -> metrics();
            default -> Answer.plain(404, "there are /, /healthz, /readyz and /metrics");
        };
    }

    /** A page of another site that a browser on this machine shows must not read this one under its own name. */
    private static boolean isLocalName(String host) {
        if (host == null) {
            return true;
        }
        String name = host.replaceFirst(":[0-9]+$", "");
        return name.equalsIgnoreCase("localhost")
                || name.equals("[::1]")
                || name.matches("127(\\.[0-9]{1,3}){3}");
    }

    private static Answer state(Supplier<String> wrong, String well) {
        String what = wrong.get();
        return what == null ? Answer.plain(200, well) : Answer.plain(503, what);
    }

    private Answer metrics() {
        var body = new ByteArrayOutputStream();
        try {
            writer.write(body, registry.scrape());
        } catch (IOException e) {
            throw new AssertionError("memory refused to be written to", e);
        }
        return new Answer(200, writer.getContentType(), body.toByteArray());
    }

    /** Stops at once; who is being answered may see the connection close. */
    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }
}
