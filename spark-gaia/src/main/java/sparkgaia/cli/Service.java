package sparkgaia.cli;

import sparkgaia.server.Settings;
import sparkgaia.server.Sidecar;
import sparkgaia.server.settings.Address;

import java.io.IOException;
import java.net.InetSocketAddress;

/** What {@code gaia server} runs: a region's sidecar. */
final class Service implements AutoCloseable {
    private final Sidecar sidecar;

    private Service(Sidecar sidecar) {
        this.sidecar = sidecar;
    }

    static Service start(Settings settings) throws IOException {
        return new Service(Sidecar.start(settings));
    }

    Address peersAddress() {
        return address(sidecar.peersAddress());
    }

    Address workersAddress() {
        return address(sidecar.workersAddress());
    }

    Address httpAddress() {
        return address(sidecar.httpAddress());
    }

    private static Address address(InetSocketAddress bound) {
        return new Address(bound.getAddress().getHostAddress(), bound.getPort());
    }

    /** Returns when it was closed; throws why it could not go on. */
    void awaitEnd() throws InterruptedException, IOException {
        sidecar.awaitEnd();
    }

    @Override
    public void close() throws IOException {
        sidecar.close();
    }
}
