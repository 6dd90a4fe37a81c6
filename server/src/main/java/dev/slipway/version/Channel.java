package dev.slipway.version;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How finished a release is, from finished to daily work. */
public enum Channel {
    STABLE,
    RC,
    BETA,
    ALPHA,
    DEV;

    /** The lower-case name by which the channel is written. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The channel of exactly that lower-case key, if there is one. */
    public static Optional<Channel> parse(String key) {
        return Arrays.stream(values())
                .filter(channel -> channel.key().equals(key))
                .findFirst();
    }

    /** The channel that a channel of any name counts as: the one of that name, in any case, else {@link #DEV}. */
    public static Channel ofName(String name) {
        return parse(name.toLowerCase(Locale.ROOT)).orElse(DEV);
    }

    /** The channels whose releases one who follows this channel receives: those more finished, but for dev alone. */
    public Set<Channel> includes() {
        return Collections.unmodifiableSet(this == DEV ? EnumSet.of(DEV) : EnumSet.range(STABLE, this));
    }

    /**
     * What keeps a version from being released in this channel, as messages for the publisher. A stable version has no
     * prerelease; any other has one that starts, case-sensitively, with the channel's key.
     *
     * @return empty when the version suits the channel
     */
    public List<String> violations(SemVer version) {
        String prerelease = version.prerelease();
        if (this == STABLE) {
            return prerelease == null
                    ? List.of()
                    : List.of(
                            "version does not match stable channel (expected x.y.z got %s)".formatted(version.text()));
        }
        return prerelease != null && prerelease.startsWith(key())
                ? List.of()
                : List.of("version does not match prerelease channel (expected x.y.z-%s.n got %s)"
                        .formatted(key(), version.text()));
    }
}
