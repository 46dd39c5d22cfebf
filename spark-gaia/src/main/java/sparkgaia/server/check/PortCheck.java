package sparkgaia.server.check;

import sparkgaia.server.Settings;
import sparkgaia.server.settings.Address;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ports that the sidecar listens on: are they free, or whose are they. */
final class PortCheck {
    private PortCheck() {}

    /** @param running the process of this region's sidecar, if it runs: then the ports are its */
    static List<Finding> findings(Settings settings, Optional<Long> running) {
        Map<String, Address> addresses = new LinkedHashMap<>();
        addresses.put("gaia.peers.listen", settings.peersListen());
        addresses.put("gaia.workers.listen", settings.workersListen());
        addresses.put("gaia.http.listen", settings.httpListen());
        var findings = new ArrayList<Finding>();
        addresses.forEach((name, address) -> findings.add(finding(name, address, running)));
        return findings;
    }

    private static Finding finding(String name, Address address, Optional<Long> running) {
        String about = "port of " + name.split("\\.")[1];
        if (address.port() == 0) {
            return Finding.ok(about, "the system chooses one (" + address + ")");
        }
        InetSocketAddress resolved = address.resolved();
        if (resolved.isUnresolved()) {
            return Finding.bad(about, "there is no host " + address.host() + "; check " + name);
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(resolved, 1);
            return Finding.ok(about, address + " is free");
        } catch (IOException e) {
            return taken(about, name, address, running, e);
        }
    }

    private static Finding taken(
            String about, String name, Address address, Optional<Long> running, IOException e) {
        Optional<Long> holder = PortHolder.of(address.port());
        if (running.isPresent() && (holder.isEmpty() || holder.equals(running))) {
            return Finding.ok(about, address + " is listened on by this region's sidecar");
        }
        if (holder.isPresent()) {
            return Finding.bad(
                    about,
                    address
                            + " is in use by process "
                            + holder.get()
                            + PortHolder.program(holder.get())
                            + "; stop it, or choose another in "
                            + name);
        }
        return Finding.bad(
                about,
                address
                        + " cannot be listened on ("
                        + e.getMessage()
                        + "); stop who uses it, or choose another in "
                        + name);
    }
}
