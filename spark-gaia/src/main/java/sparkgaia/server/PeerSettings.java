package sparkgaia.server;

import sparkgaia.server.settings.Address;
import sparkgaia.server.settings.Kind;

/**
 * Another region's sidecar as the operator knows it. Rates are bytes a second; what has no limit is
 * {@link Kind#UNLIMITED}.
 */
public record PeerSettings(
        String region,
        Address address,
        long bandwidthBytesPerSecond,
        long rateCapBytesPerSecond,
        long bytesPerDay) {}
