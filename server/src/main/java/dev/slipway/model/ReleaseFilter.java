package dev.slipway.model;

import dev.slipway.version.Channel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which releases of a list are wanted. Null means any.
 *
 * @param packageId a package's id; empty for releases without a package
 * @param engine the engine of the package; empty for releases without one
 * @param channels any of these
 * @param entitlementIds releases that need none but these entitlements
 */
public record ReleaseFilter(
        @Nullable String productId,
        @Nullable String packageId,
        @Nullable String engine,
        @Nullable Set<Channel> channels,
        @Nullable Set<ReleaseStatus> statuses,
        @Nullable Set<String> entitlementIds) {
    /** No restriction. */
    public static final ReleaseFilter ANY = new ReleaseFilter(null, null, null, null, null, null);
}
