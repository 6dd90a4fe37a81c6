package dev.slipway.model;

import dev.slipway.version.Channel;
import dev.slipway.version.DottedVersion;
import dev.slipway.version.SemVer;
import dev.slipway.version.Version;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a product, with notes and files.
 *
 * @param channel the one of the five known channels that it counts as
 * @param version the version in the product's own scheme
 * @param semver the version as semantic versioning sees it: the same, or the projection of a dotted one
 * @param backdated the date that counts for licenses in place of {@code created}
 * @param yanked when it was last withdrawn; a later publication keeps this time
 * @param apiVersion the API version it was created through
 * @param offer to whom it is offered
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
        @Nullable Instant yanked,
        Offer offer) {

    /**
     * Where a release is offered, and to whom.
     *
     * @param channelName the channel as it was named
     * @param platforms what it is for, as it was named; the platforms of its files add to them
     * @param isPrivate whether it is left out of what customers browse; the same as {@code private} in the metadata
     * @param dotted the version as two to four numbers: the version itself, its exact projection or what the publisher said;
     *     null where there is none
     * @param archived when it was put away. A published release is withdrawn by that: its status is YANKED
     */
    public record Offer(
            String channelName,
            List<String> platforms,
            boolean isPrivate,
            @Nullable DottedVersion dotted,
            @Nullable Instant archived) {

        /** Takes a copy. */
        public Offer {
            platforms = List.copyOf(platforms);
        }

        /** In one of the known channels, for the platforms of its files. */
        public static Offer of(Channel channel, Version version, Metadata metadata) {
            return new Offer(channel.key(), List.of(), isPrivate(metadata), dotted(version), null);
        }

        /** Whether metadata says that a release is private. */
        public static boolean isPrivate(Metadata metadata) {
            return Boolean.TRUE.equals(metadata.get("private"));
        }

        /** A version as two to four numbers, where it has exactly such a form. */
        public static @Nullable DottedVersion dotted(Version version) {
            return switch (version) {
                case DottedVersion same -> same;
                case SemVer semver -> semver.toDotted().orElse(null);
            };
        }

        Offer withArchived(@Nullable Instant changed) {
            return new Offer(channelName, platforms, isPrivate, dotted, changed);
        }

        Offer withPrivate(boolean changed) {
            return new Offer(channelName, platforms, changed, dotted, archived);
        }
    }

    /** The same release published or yanked, and no longer archived. */
    public Release withStatus(
            ReleaseStatus changed, @Nullable Instant published, @Nullable Instant yanked, Instant updated) {
        return with(packageId, changed, published, yanked, offer.withArchived(null), updated);
    }

    /** The same release put away: withdrawn if it was published. */
    public Release archive(Instant now) {
        ReleaseStatus changed = status == ReleaseStatus.PUBLISHED ? ReleaseStatus.YANKED : status;
        return with(packageId, changed, published, yanked, offer.withArchived(now), now);
    }

    /** The same archived release brought back: as a draft, or published. */
    public Release unarchive(Instant now) {
        ReleaseStatus changed = status == ReleaseStatus.YANKED ? ReleaseStatus.PUBLISHED : status;
        return with(packageId, changed, published, yanked, offer.withArchived(null), now);
    }

    /** The same release in another package, or in none. */
    public Release withPackage(@Nullable String changed, Instant updated) {
        return with(changed, status, published, yanked, offer, updated);
    }

    private Release with(
            @Nullable String changedPackage,
            ReleaseStatus changed,
            @Nullable Instant published,
            @Nullable Instant yanked,
            Offer changedOffer,
            Instant updated) {
        return new Release(
                id,
                productId,
                changedPackage,
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
                yanked,
                changedOffer);
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
                yanked,
                offer.withPrivate(Offer.isPrivate(metadata)));
    }

    /** The same release under another version or offered elsewhere. */
    public Release withVersion(Channel channel, Version version, SemVer semver, Offer offer, Instant updated) {
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
                yanked,
                offer);
    }

    /** Whether it was created through Keygen's API version 1.0, where several releases may share a version. */
    public boolean isClassic() {
        return apiVersion.equals("1.0");
    }

    /** The date that a license's expiry is compared with. */
    public Instant accessDate() {
        return backdated != null ? backdated : created;
    }

    /** When it was last withdrawn, by yanking or by archiving it. */
    public @Nullable Instant withdrawn() {
        return status == ReleaseStatus.YANKED && offer.archived() != null ? offer.archived() : yanked;
    }

    /** Whether it was put away, or withdrawn in another way. */
    public boolean isArchived() {
        return offer.archived() != null || isYanked();
    }

    /** Whether it was yanked, so that unarchiving does not bring it back. */
    public boolean isYanked() {
        return status == ReleaseStatus.YANKED && offer.archived() == null;
    }
}
