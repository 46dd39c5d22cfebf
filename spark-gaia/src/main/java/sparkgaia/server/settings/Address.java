package sparkgaia.server.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port. The host is a name or a literal address (IPv6 without its brackets); a name is looked up when it is
 * used, not when it is read.
 */
public record Address(String host, int port) {
    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([A-Za-z0-9._-]{1,253})):([0-9]{1,5})");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final int PORT_MAX = 65_535;

    /** Refuses with {@link IllegalArgumentException} what is no address. */
    public static Address parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new BadValue("is not an address");
        }
        int port = Integer.parseInt(matcher.group(3));
        if (port > PORT_MAX) {
            throw new BadValue("has port " + port + ", ports go to " + PORT_MAX);
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        var address = new Address(host, port);
        if (address.isLiteral() && address.literal() == null) {
            throw new BadValue("is not an address");
        }
        return address;
    }

    /** Whether only this machine can reach it. Of names only {@code localhost} is believed. */
    public boolean isLoopback() {
        if (!isLiteral()) {
            return host.equalsIgnoreCase("localhost");
        }
        return literal().isLoopbackAddress();
    }

    /** Looks a name up; this may take long, so never on an event loop. */
    public InetSocketAddress resolved() {
        return new InetSocketAddress(host, port);
    }

    public Address withPort(int other) {
        return new Address(host, other);
    }

    private boolean isLiteral() {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    private InetAddress literal() {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
