package dev.slipway.model;

import dev.slipway.version.Channel;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which releases of a list are wanted. Null means any.
 *
 * @param packageId a package's id; empty for releases without a package
 * @param channels any of these
 */
public record ReleaseFilter(
        @Nullable String productId,
        @Nullable Optional<String> packageId,
        @Nullable Set<Channel> channels,
        @Nullable Set<ReleaseStatus> statuses) {
    /** No restriction. */
    public static final ReleaseFilter ANY = new ReleaseFilter(null, null, null, null);
}
