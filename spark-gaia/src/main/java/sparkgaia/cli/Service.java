package sparkgaia.cli;

import sparkgaia.server.CannotStart;
import sparkgaia.server.Settings;
import sparkgaia.server.settings.Address;

import java.io.IOException;

/** What {@code gaia server} runs. */
interface Service extends AutoCloseable {
    Address peersAddress();

    Address workersAddress();

    Address httpAddress();

    /** Returns when it was closed; throws why it could not go on. */
    void awaitEnd() throws Exception;

    @Override
    void close() throws IOException;

    static Service start(Settings settings) throws Exception {
        throw new CannotStart(
                "the sidecar of region " + settings.region() + " is not part of this version yet");
    }
}
