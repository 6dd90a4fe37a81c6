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
 * @param version exactly this one, as semantic versioning writes it
 * @param file releases with a file like this
 */
public record ReleaseFilter(
        @Nullable String productId,
        @Nullable String packageId,
        @Nullable String engine,
        @Nullable Set<Channel> channels,
        @Nullable Set<ReleaseStatus> statuses,
        @Nullable Set<String> entitlementIds,
        @Nullable String version,
        FileFilter file) {
    /** No restriction. */
    public static final ReleaseFilter ANY = new ReleaseFilter(null, null, null, null, null, null);

    /** Of any version, with any file or none. */
    public ReleaseFilter(
            @Nullable String productId,
            @Nullable String packageId,
            @Nullable String engine,
            @Nullable Set<Channel> channels,
            @Nullable Set<ReleaseStatus> statuses,
            @Nullable Set<String> entitlementIds) {
        this(productId, packageId, engine, channels, statuses, entitlementIds, null, FileFilter.ANY);
    }
}
