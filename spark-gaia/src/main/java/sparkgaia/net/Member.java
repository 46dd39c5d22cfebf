package sparkgaia.net;

import sparkgaia.core.table.Range;

import java.util.Objects;

/** A region that this one speaks to: its name, as its certificate says it, and where it listens. */
public record Member(String region, String host, int port, LinkSettings link) {
    public Member {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(link, "link");
        Range.check("port of " + region, port, 0, 65_535);
    }

    String address() {
        return host + ":" + port;
    }
}
