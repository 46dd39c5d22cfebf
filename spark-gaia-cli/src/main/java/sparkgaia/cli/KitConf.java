package sparkgaia.cli;

import java.util.List;

/** The {@code gaia.conf} of a start-up kit. */
final class KitConf {
    private static final int PEERS_PORT = 7070;
    private static final int WORKERS_PORT = 7071;
    private static final int HTTP_PORT = 7072;

    private KitConf() {}

    static String text(String region, List<String> regions) {
        var text = new StringBuilder();
        text.append("# The sidecar of region ")
                .append(region)
                .append(". Fill in the addresses of the");
        text.append(" others; start it by 'gaia server --config gaia.conf'.\n");
        text.append("# 'gaia server --example' explains every setting. Paths are relative to this");
        text.append(" file's folder.\n");
        text.append("gaia.region = ").append(region).append('\n');
        text.append("gaia.kit = .\n");
        text.append("\n# Journals and ledger: a disk that keeps what it is told to keep.\n");
        text.append("gaia.data = data\n");
        text.append(
                "\n# Where the other regions connect (they have to show a certificate), and where this");
        text.append(
                " region's workers do.\n# Workers on other machines need another address than that of");
        text.append(" this machine alone.\n");
        text.append("gaia.peers.listen = 0.0.0.0:").append(PEERS_PORT).append('\n');
        text.append("gaia.workers.listen = 127.0.0.1:").append(WORKERS_PORT).append('\n');
        text.append("gaia.http.listen = 127.0.0.1:").append(HTTP_PORT).append('\n');
        text.append(
                "\n# The other regions. A name that ends with .invalid stands for one that you know.\n");
        for (String other : regions) {
            if (!other.equals(region)) {
                text.append(address(other)).append('\n');
            }
        }
        return text.toString();
    }

    /** The line by which the others find a region. */
    static String address(String region) {
        return "gaia.peer."
                + region
                + ".address = "
                + region.replace('_', '-')
                + ".invalid:"
                + PEERS_PORT;
    }
}
