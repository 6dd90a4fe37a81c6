package dev.slipway.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which artifacts of a list are wanted. Null means any; an empty file type, platform or arch
 * means those without.
 *
 * @param releases restricts by the artifact's release
 * @param releaseId only of this release
 * @param release only of releases with this id, version or tag
 */
public record ArtifactFilter(
        ReleaseFilter releases,
        @Nullable String releaseId,
        @Nullable String release,
        @Nullable String filetype,
        @Nullable String platform,
        @Nullable String arch,
        @Nullable Set<ArtifactStatus> statuses) {
    /** No restriction. */
    public static final ArtifactFilter ANY = new ArtifactFilter(ReleaseFilter.ANY, null, null, null, null, null, null);
}
