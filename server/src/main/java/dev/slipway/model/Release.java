package dev.slipway.model;

import dev.slipway.version.Channel;
import dev.slipway.version.DottedVersion;
import dev.slipway.version.SemVer;
import dev.slipway.version.Version;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version of a product, with notes and files.
 *
 * @param version the version in the product's own scheme
 * @param semver the version as semantic versioning sees it: the same, or the projection of a dotted one
 * @param backdated the date that counts for licenses in place of {@code created}
 * @param yanked when it was last withdrawn; a later publication keeps this time
 * @param apiVersion the Keygen API version it was created through
 */
public record Release(
        String id,
        String productId,
        @Nullable String packageId,
        @Nullable String name,
        @Nullable String description,
        Channel channel,
        ReleaseStatus status,
        @Nullable String tag,
        Version version,
        SemVer semver,
        Metadata metadata,
        String apiVersion,
        long downloads,
        long upgrades,
        Instant created,
        Instant updated,
        @Nullable Instant backdated,
        @Nullable Instant published,
        @Nullable Instant yanked) {

    /** The same release in another status. */
    public Release withStatus(
            ReleaseStatus changed, @Nullable Instant published, @Nullable Instant yanked, Instant updated) {
        return new Release(
                id,
                productId,
                packageId,
                name,
                description,
                channel,
                changed,
                tag,
                version,
                semver,
                metadata,
                apiVersion,
                downloads,
                upgrades,
                created,
                updated,
                backdated,
                published,
                yanked);
    }

    /** The same release in another package, or in none. */
    public Release withPackage(@Nullable String changed, Instant updated) {
        return new Release(
                id,
                productId,
                changed,
                name,
                description,
                channel,
                status,
                tag,
                version,
                semver,
                metadata,
                apiVersion,
                downloads,
                upgrades,
                created,
                updated,
                backdated,
                published,
                yanked);
    }

    /** The same release with other words about it. */
    public Release withDetails(
            @Nullable String name,
            @Nullable String description,
            @Nullable String tag,
            @Nullable Instant backdated,
            Metadata metadata,
            Instant updated) {
        return new Release(
                id,
                productId,
                packageId,
                name,
                description,
                channel,
                status,
                tag,
                version,
                semver,
                metadata,
                apiVersion,
                downloads,
                upgrades,
                created,
                updated,
                backdated,
                published,
                yanked);
    }

    /** Whether it was created through Keygen's API version 1.0, where several releases may share a version. */
    public boolean isClassic() {
        return apiVersion.equals("1.0");
    }

    /** The date that a license's expiry is compared with. */
    public Instant accessDate() {
        return backdated != null ? backdated : created;
    }

    /** The version as a dotted one; empty when there is no exact form. */
    public Optional<DottedVersion> dotted() {
        return version instanceof DottedVersion own ? Optional.of(own) : semver.toDotted();
    }

    /**
     * What limits on versions are compared with, in the sense of {@link DottedVersion#limitKey}: the sort key of the dotted
     * version or, without an exact one, of the three first numbers.
     */
    public String versionKey() {
        return dotted().map(DottedVersion::sortKey).orElseGet(semver::coreKey);
    }
}
