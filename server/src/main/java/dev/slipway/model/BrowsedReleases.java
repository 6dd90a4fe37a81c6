package dev.slipway.model;

import org.jspecify.annotations.Nullable;

/**
 * Which releases the vendor's people look for. Null means any.
 *
 * @param channelName a channel exactly as it was named
 * @param platform one of what a release is for, in any case
 * @param text a part of the name, the version or the tag, in any case, or an id
 */
public record BrowsedReleases(
        @Nullable String productId,
        @Nullable String channelName,
        @Nullable String platform,
        @Nullable Standing standing,
        @Nullable String text) {

    /** Where a release stands, as people tell it: what was put away is apart from what was withdrawn. */
    public enum Standing {
        DRAFT,
        PUBLISHED,
        YANKED,
        ARCHIVED
    }
}
