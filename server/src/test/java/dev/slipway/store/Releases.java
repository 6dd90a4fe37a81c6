package dev.slipway.store;

import dev.slipway.model.Metadata;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.version.Channel;
import dev.slipway.version.DottedVersion;
import java.time.Instant;
import java.util.List;

/** Releases as tests of the store write them. */
final class Releases {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private Releases() {}

    /** A published release of a dotted version in a named channel for these platforms. */
    static Release dotted(
            String id, String productId, String version, Channel channel, String channelName, String... platforms) {
        DottedVersion dotted = DottedVersion.parse(version);
        return new Release(
                id,
                productId,
                null,
                null,
                null,
                channel,
                ReleaseStatus.PUBLISHED,
                null,
                dotted,
                dotted.toSemVer(channel, channelName),
                Metadata.EMPTY,
                "1.8",
                0,
                0,
                NOW,
                NOW,
                null,
                NOW,
                null,
                new Release.Offer(channelName, List.of(platforms), false, dotted, null));
    }
}
