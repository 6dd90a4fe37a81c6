package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.instantOrNull;
import static dev.slipway.store.Columns.json;
import static dev.slipway.store.Columns.metadata;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.Columns.microsOrNull;
import static dev.slipway.store.Columns.strings;

import dev.slipway.model.Release;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.store.schema.tables.records.ReleasesRecord;
import dev.slipway.version.Channel;
import dev.slipway.version.DottedVersion;
import dev.slipway.version.SemVer;
import dev.slipway.version.Version;
import dev.slipway.version.VersionScheme;
import org.jspecify.annotations.Nullable;

/** How a release lies in its row. */
final class ReleaseColumns {
    private ReleaseColumns() {}

    /** What can change of a release. */
    static ReleasesRecord values(Release release) {
        ReleasesRecord row = new ReleasesRecord();
        SemVer semver = release.semver();
        row.setPackageId(release.packageId());
        row.setName(release.name());
        row.setDescription(release.description());
        row.setChannel(release.channel().name());
        row.setStatus(release.status().name());
        row.setTag(release.tag());
        row.setVersionScheme(
                release.version() instanceof SemVer ? VersionScheme.SEMVER.name() : VersionScheme.DOTTED.name());
        row.setVersion(release.version().text());
        row.setSemver(semver.text());
        row.setVersionIdentity(identity(release));
        row.setVersionMajor(semver.major());
        row.setVersionMinor(semver.minor());
        row.setVersionPatch(semver.patch());
        row.setPrereleaseWord(semver.prereleaseTag().word());
        row.setPrereleaseNumber(semver.prereleaseTag().number());
        row.setBuildWord(semver.buildTag().word());
        row.setBuildNumber(semver.buildTag().number());
        row.setSortKey(release.version().sortKey());
        row.setSemverKey(semver.semverKey());
        row.setMetadata(json(release.metadata()));
        row.setUpdated(micros(release.updated()));
        row.setBackdated(microsOrNull(release.backdated()));
        row.setPublished(microsOrNull(release.published()));
        row.setYanked(microsOrNull(release.yanked()));
        Release.Offer offer = release.offer();
        row.setChannelName(offer.channelName());
        row.setPlatforms(json(offer.platforms()));
        row.setIsPrivate(offer.isPrivate());
        row.setDottedVersion(offer.dotted() == null ? null : offer.dotted().text());
        row.setDottedKey(offer.dotted() == null ? null : offer.dotted().sortKey());
        row.setArchived(microsOrNull(offer.archived()));
        return row;
    }

    /** What must be unique in a product and package. Of dotted versions, channels and platforms also decide. */
    private static @Nullable String identity(Release release) {
        return release.version() instanceof SemVer semver && !release.isClassic() ? semver.text() : null;
    }

    /** A row as the release it is. */
    static Release release(ReleasesRecord row) {
        Channel channel = Channel.valueOf(row.getChannel());
        Version version = VersionScheme.valueOf(row.getVersionScheme()).parse(row.getVersion());
        SemVer semver = switch (version) {
            case SemVer same -> same;
            case DottedVersion dotted -> dotted.toSemVer(channel, row.getChannelName());
        };
        return new Release(
                row.getId(),
                row.getProductId(),
                row.getPackageId(),
                row.getName(),
                row.getDescription(),
                channel,
                ReleaseStatus.valueOf(row.getStatus()),
                row.getTag(),
                version,
                semver,
                metadata(row.getMetadata()),
                row.getApiVersion(),
                row.getDownloads(),
                row.getUpgrades(),
                instant(row.getCreated()),
                instant(row.getUpdated()),
                instantOrNull(row.getBackdated()),
                instantOrNull(row.getPublished()),
                instantOrNull(row.getYanked()),
                offer(row));
    }

    private static Release.Offer offer(ReleasesRecord row) {
        return new Release.Offer(
                row.getChannelName(),
                strings(row.getPlatforms()),
                row.getIsPrivate(),
                row.getDottedVersion() == null ? null : DottedVersion.parse(row.getDottedVersion()),
                instantOrNull(row.getArchived()));
    }
}
