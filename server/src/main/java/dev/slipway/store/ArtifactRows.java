package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.json;
import static dev.slipway.store.Columns.metadata;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.Sql.unindexed;
import static dev.slipway.store.schema.Tables.ARTIFACTS;
import static dev.slipway.store.schema.Tables.DISCARDED_BLOBS;
import static dev.slipway.store.schema.Tables.RELEASES;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import dev.slipway.model.Aliases;
import dev.slipway.model.Artifact;
import dev.slipway.model.ArtifactFilter;
import dev.slipway.model.ArtifactStatus;
import dev.slipway.model.PageRequest;
import dev.slipway.model.ReleaseScope;
import dev.slipway.model.Slice;
import dev.slipway.store.schema.tables.records.ArtifactsRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The artifacts of an account. */
public final class ArtifactRows extends Rows<ArtifactsRecord, Artifact> {

    ArtifactRows(DSLContext sql, String accountId) {
        super(sql, accountId, ARTIFACTS, ARTIFACTS.ACCOUNT_ID, ARTIFACTS.ID, ARTIFACTS.CREATED);
    }

    /** The artifact of that id, else the one of that file name in the highest release version, within a scope and filter. */
    public Optional<Artifact> find(ReleaseScope scope, ArtifactFilter filter, String idOrFilename) {
        Condition within = present().and(within(scope, filter));
        List<SortField<?>> newest =
                List.of(ARTIFACTS.RELEASE_SORT_KEY.desc(), ARTIFACTS.CREATED.desc(), ARTIFACTS.ID.desc());
        return findFirst(within.and(ARTIFACTS.ID.eq(Aliases.canonical(idOrFilename))))
                .or(() -> merge(
                                new ReleaseRanges(sql, accountId).ofNewestArtifacts(scope, filter),
                                within.and(ARTIFACTS.FILENAME.eq(idOrFilename)),
                                newest,
                                1,
                                0)
                        .stream()
                        .findFirst());
    }

    /** Those within a scope that fit. */
    public Slice<Artifact> list(ReleaseScope scope, ArtifactFilter filter, PageRequest page) {
        return list(new ReleaseRanges(sql, accountId).ofArtifacts(scope, filter), within(scope, filter), page);
    }

    private Condition within(ReleaseScope scope, ArtifactFilter filter) {
        Condition release = ReleaseConditions.present(accountId)
                .and(ReleaseConditions.visible(accountId, scope))
                .and(ReleaseConditions.matching(filter.releases()))
                .and(filter.release() == null ? noCondition() : ReleaseConditions.named(filter.release()))
                .and(RELEASES.ID.eq(ARTIFACTS.RELEASE_ID));
        Condition artifact = (filter.releaseId() == null ? noCondition() : ARTIFACTS.RELEASE_ID.eq(filter.releaseId()))
                .and(ReleaseConditions.hasWhereGiven(unindexed(ARTIFACTS.FILETYPE), filter.filetype()))
                .and(ReleaseConditions.hasWhereGiven(unindexed(ARTIFACTS.PLATFORM), filter.platform()))
                .and(ReleaseConditions.hasWhereGiven(unindexed(ARTIFACTS.ARCH), filter.arch()));
        if (filter.statuses() != null) {
            artifact = artifact.and(unindexed(ARTIFACTS.STATUS)
                    .in(filter.statuses().stream().map(Enum::name).toList()));
        }
        boolean isVendor = scope instanceof ReleaseScope.Everything || scope instanceof ReleaseScope.OfProduct;
        if (!isVendor) {
            artifact = artifact.and(unindexed(ARTIFACTS.STATUS).eq(ArtifactStatus.UPLOADED.name()));
        }
        return artifact.and(DSL.exists(selectOne().from(RELEASES).where(release)));
    }

    /** The artifacts of a release, oldest first. */
    public List<Artifact> ofRelease(String releaseId) {
        return fetch(ARTIFACTS.RELEASE_ID.eq(releaseId));
    }

    /** The artifact made last of each of these releases that has one. */
    public List<Artifact> latestOfEach(Collection<String> releaseIds, boolean uploadedOnly) {
        var each = ARTIFACTS.as("each");
        Field<String> latest = DSL.field(DSL.select(each.ID)
                .from(each)
                .where(each.ACCOUNT_ID.eq(accountId).and(each.RELEASE_ID.eq(RELEASES.ID)))
                .and(uploadedOnly ? each.STATUS.eq(ArtifactStatus.UPLOADED.name()) : noCondition())
                .orderBy(each.CREATED.desc(), each.ID.desc())
                .limit(1));
        return fetch(ARTIFACTS.ID.in(DSL.select(latest)
                .from(RELEASES)
                .where(RELEASES.ACCOUNT_ID.eq(accountId).and(RELEASES.ID.in(releaseIds)))));
    }

    /** The ids of the releases of a product within a scope that have a file, whose bytes arrived, of that declared checksum. */
    public Set<String> releasesWithChecksum(ReleaseScope scope, String productId, String checksum) {
        return sql.selectDistinct(ARTIFACTS.RELEASE_ID)
                .from(ARTIFACTS)
                .where(present()
                        .and(ARTIFACTS.PRODUCT_ID.eq(productId))
                        .and(ARTIFACTS.CHECKSUM.eq(checksum))
                        .and(ARTIFACTS.STATUS.eq(ArtifactStatus.UPLOADED.name()))
                        .and(DSL.exists(selectOne()
                                .from(RELEASES)
                                .where(ReleaseConditions.present(accountId)
                                        .and(ReleaseConditions.visible(accountId, scope))
                                        .and(RELEASES.ID.eq(ARTIFACTS.RELEASE_ID))))))
                .fetchSet(ARTIFACTS.RELEASE_ID);
    }

    /** The uploaded artifacts of these releases, oldest first. */
    public List<Artifact> uploadedOf(Collection<String> releaseIds) {
        return releaseIds.isEmpty()
                ? List.of()
                : fetch(ARTIFACTS
                        .RELEASE_ID
                        .in(releaseIds)
                        .and(unindexed(ARTIFACTS.STATUS).eq(ArtifactStatus.UPLOADED.name())));
    }

    /** The artifact of a release with that file name or, where there is none, the oldest one with it in other case. */
    public Optional<Artifact> findIgnoringCase(String releaseId, String filename) {
        List<Artifact> similar = fetch(ARTIFACTS.RELEASE_ID.eq(releaseId)).stream()
                .filter(artifact -> artifact.filename().equalsIgnoreCase(filename))
                .toList();
        return similar.stream()
                .filter(artifact -> artifact.filename().equals(filename))
                .findFirst()
                .or(() -> similar.stream().findFirst());
    }

    /** How many bytes all artifacts take up. */
    public long storedBytes() {
        var sum = sql.select(DSL.sum(ARTIFACTS.CONTENT_LENGTH))
                .from(ARTIFACTS)
                .where(present().and(ARTIFACTS.CONTENT_LENGTH.isNotNull()))
                .fetchOptional(0, Long.class);
        return sum.orElse(0L);
    }

    /** Whether a release has an artifact of that file name. */
    public boolean isFilenameTaken(String releaseId, String filename) {
        return exists(ARTIFACTS.RELEASE_ID.eq(releaseId).and(ARTIFACTS.FILENAME.eq(filename)));
    }

    /** Adds an artifact of a release that is there. */
    public void insert(Artifact artifact) {
        ArtifactsRecord row = values(artifact);
        row.setAccountId(accountId);
        row.setId(artifact.id());
        row.setProductId(artifact.productId());
        row.setReleaseId(artifact.releaseId());
        row.setFilename(artifact.filename());
        row.setCreated(micros(artifact.created()));
        row.setDownloads(artifact.downloads());
        sql.insertInto(ARTIFACTS)
                .set(row)
                .set(ARTIFACTS.RELEASE_SORT_KEY, sortKeyOf(artifact.releaseId()))
                .execute();
        if (artifact.platform() != null) {
            platforms().refresh(artifact.releaseId());
        }
    }

    /** The order of the release's version: "the newest file of that name" is then one look into an index. */
    private Field<String> sortKeyOf(String releaseId) {
        return DSL.field(select(RELEASES.SORT_KEY)
                .from(RELEASES)
                .where(RELEASES.ACCOUNT_ID.eq(accountId).and(RELEASES.ID.eq(releaseId))));
    }

    /** Replaces what can change of an artifact. */
    public void update(Artifact artifact) {
        sql.update(ARTIFACTS)
                .set(values(artifact))
                .where(present().and(ARTIFACTS.ID.eq(artifact.id())))
                .execute();
        platforms().refresh(artifact.releaseId());
    }

    /** Removes an artifact, and its platform from its release unless another file is for it. */
    public void delete(Artifact artifact) {
        delete(artifact.id());
        platforms().refresh(artifact.releaseId());
    }

    private ReleasePlatformRows platforms() {
        return new ReleasePlatformRows(sql, accountId);
    }

    /** Notes bytes that no artifact refers to from this transaction on, so that they are removed once it is committed. */
    public void discardBlob(String blobKey, Instant now) {
        sql.insertInto(DISCARDED_BLOBS)
                .set(DISCARDED_BLOBS.BLOB_KEY, blobKey)
                .set(DISCARDED_BLOBS.CREATED, micros(now))
                .execute();
    }

    private static ArtifactsRecord values(Artifact artifact) {
        ArtifactsRecord row = new ArtifactsRecord();
        row.setFiletype(artifact.filetype());
        row.setPlatform(artifact.platform());
        row.setArch(artifact.arch());
        row.setFilesize(artifact.filesize());
        row.setSignature(artifact.signature());
        row.setChecksum(artifact.checksum());
        row.setStatus(artifact.status().name());
        row.setFailure(artifact.failure());
        row.setMetadata(json(artifact.metadata()));
        Artifact.Content content = artifact.content();
        row.setBlobKey(content == null ? null : content.blobKey());
        row.setContentLength(content == null ? null : content.length());
        row.setContentType(content == null ? null : content.type());
        row.setMd5(content == null ? null : content.md5());
        row.setSha1(content == null ? null : content.sha1());
        row.setSha256(content == null ? null : content.sha256());
        row.setSha512(content == null ? null : content.sha512());
        row.setExternalUrl(artifact.externalUrl());
        row.setUpdated(micros(artifact.updated()));
        return row;
    }

    @Override
    Artifact map(ArtifactsRecord row) {
        return new Artifact(
                row.getId(),
                row.getProductId(),
                row.getReleaseId(),
                row.getFilename(),
                row.getFiletype(),
                row.getFilesize(),
                row.getPlatform(),
                row.getArch(),
                row.getSignature(),
                row.getChecksum(),
                ArtifactStatus.valueOf(row.getStatus()),
                row.getFailure(),
                metadata(row.getMetadata()),
                content(row),
                row.getExternalUrl(),
                row.getDownloads(),
                instant(row.getCreated()),
                instant(row.getUpdated()));
    }

    private static Artifact.@Nullable Content content(ArtifactsRecord row) {
        if (row.getBlobKey() == null) {
            return null;
        }
        return new Artifact.Content(
                row.getBlobKey(),
                row.getContentLength(),
                row.getContentType(),
                row.getMd5(),
                row.getSha1(),
                row.getSha256(),
                row.getSha512());
    }
}
