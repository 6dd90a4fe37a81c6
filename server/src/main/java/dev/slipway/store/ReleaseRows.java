package dev.slipway.store;

import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.Sql.unindexed;
import static dev.slipway.store.schema.Tables.ARTIFACTS;
import static dev.slipway.store.schema.Tables.CLASSIC_FILES;
import static dev.slipway.store.schema.Tables.RELEASES;
import static dev.slipway.store.schema.Tables.RELEASE_PLATFORMS;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import dev.slipway.model.Aliases;
import dev.slipway.model.ListQuery;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseFilter;
import dev.slipway.model.ReleaseScope;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.model.Slice;
import dev.slipway.store.schema.tables.records.ReleasesRecord;
import dev.slipway.version.DottedVersion;
import dev.slipway.version.SemVer;
import dev.slipway.version.Version;
import dev.slipway.version.VersionConstraint;
import dev.slipway.version.VersionScheme;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The releases of an account. */
public final class ReleaseRows extends Rows<ReleasesRecord, Release> {
    private static final List<SortField<?>> GREATEST_FIRST =
            List.of(RELEASES.SORT_KEY.desc(), RELEASES.CREATED.desc(), RELEASES.ID.desc());

    ReleaseRows(DSLContext sql, String accountId) {
        super(sql, accountId, RELEASES, RELEASES.ACCOUNT_ID, RELEASES.ID, RELEASES.CREATED);
    }

    @Override
    Condition present() {
        return ReleaseConditions.present(accountId);
    }

    /**
     * The release of that id, version or tag within a scope and a filter: an id wins, then the newest of the published ones
     * that share a dotted version, then the oldest.
     */
    public Optional<Release> find(ReleaseScope scope, ReleaseFilter filter, String idOrVersionOrTag) {
        Condition within = ReleaseConditions.visible(accountId, scope).and(ReleaseConditions.matching(filter));
        return findFirst(within.and(RELEASES.ID.eq(Aliases.canonical(idOrVersionOrTag))))
                .or(() -> preferred(within, ReleaseConditions.ofVersionOrTag(idOrVersionOrTag)))
                .or(() -> preferred(within, List.of(ReleaseConditions.ofDottedVersion(idOrVersionOrTag))));
    }

    /** Those of exactly that version within a scope and a product. */
    public List<Release> ofVersion(ReleaseScope scope, String productId, String version) {
        Condition within = ReleaseConditions.visible(accountId, scope).and(RELEASES.PRODUCT_ID.eq(productId));
        return fetch(within.and(RELEASES.SEMVER.eq(version).or(ReleaseConditions.ofDottedVersion(version))));
    }

    /** Asks once for each condition: joined by OR, an engine may answer them by a walk through all releases. */
    private Optional<Release> preferred(Condition within, List<Condition> conditions) {
        return conditions.stream()
                .flatMap(condition -> preferred(within.and(condition)).stream())
                .min(ReleaseRows::comparePreference);
    }

    /**
     * The preferred one of the few that fit. Ordered by what no index has: else an engine may take "the first by creation"
     * as an invitation to walk through all releases, oldest first, instead of looking up the few.
     */
    private Optional<Release> preferred(Condition condition) {
        Condition shared = RELEASES.VERSION_SCHEME
                .eq(VersionScheme.DOTTED.name())
                .and(RELEASES.STATUS.eq(ReleaseStatus.PUBLISHED.name()));
        return sql.selectFrom(RELEASES)
                .where(present().and(condition))
                .orderBy(
                        DSL.when(shared, RELEASES.CREATED.neg())
                                .otherwise(RELEASES.CREATED.plus(0L))
                                .asc(),
                        DSL.when(shared, "").otherwise(RELEASES.ID).asc(),
                        RELEASES.ID.desc())
                .limit(1)
                .fetchOptional(this::map);
    }

    private static int comparePreference(Release one, Release other) {
        boolean first = isShared(one);
        if (first != isShared(other)) {
            return first ? -1 : 1;
        }
        Comparator<Release> age = Comparator.comparing(Release::created).thenComparing(Release::id);
        return first ? age.compare(other, one) : age.compare(one, other);
    }

    private static boolean isShared(Release release) {
        return release.version() instanceof DottedVersion && release.status() == ReleaseStatus.PUBLISHED;
    }

    /** Those within a scope that fit. */
    public Slice<Release> list(ReleaseScope scope, ReleaseFilter filter, PageRequest page) {
        return list(
                new ReleaseRanges(sql, accountId).ofReleases(scope, filter),
                ReleaseConditions.visible(accountId, scope).and(ReleaseConditions.matching(filter)),
                page);
    }

    /** The newest of those that are not published yet. */
    public List<Release> drafts(int limit) {
        // In the words of the index, which a value bound later could not be known to meet.
        Condition draft = RELEASES.STATUS.eq(DSL.inline(ReleaseStatus.DRAFT.name()));
        return listUncounted(draft, new PageRequest.Limit(limit, false)).items();
    }

    /** Those within a scope that a query wants. */
    public Slice<Release> list(ReleaseScope scope, ListQuery query) {
        return list(CatalogFields.OF_RELEASES, ReleaseConditions.visible(accountId, scope), query);
    }

    /** Those that a query wants of what customers browse: published, not private, and reached by their own licenses. */
    public Slice<Release> listOwn(ReleaseScope scope, ListQuery query) {
        return list(
                CatalogFields.OF_RELEASES,
                ReleaseConditions.own(accountId, scope).and(RELEASES.IS_PRIVATE.isFalse()),
                query);
    }

    /**
     * The greatest published release within a scope that is newer than a base one, of its product.
     *
     * @param filter the package and channels to choose from
     */
    public Optional<Release> findNewest(
            ReleaseScope scope, Release base, ReleaseFilter filter, @Nullable VersionConstraint constraint) {
        // A newer version always has a greater sort key: the range is what the index serves, the rule decides.
        // One lower bound, because an engine may take either of two.
        String least = constraint == null ? "" : constraint.lowestSortKey();
        String own = base.version().sortKey();
        Condition newer = least.compareTo(own) > 0 ? RELEASES.SORT_KEY.ge(least) : RELEASES.SORT_KEY.gt(own);
        if (base.version() instanceof SemVer semver) {
            newer = newer.and(ReleaseConditions.newerThan(semver));
        }
        if (constraint != null) {
            newer = newer.and(RELEASES.SORT_KEY.lt(constraint.sortKeyBound()))
                    .and(ReleaseConditions.allowedBy(constraint));
        }
        Condition fits = present()
                .and(RELEASES.PRODUCT_ID.eq(base.productId()))
                .and(RELEASES.STATUS.eq(ReleaseStatus.PUBLISHED.name()))
                .and(ReleaseConditions.hasWhereGiven(RELEASES.PACKAGE_ID, filter.packageId()))
                .and(ReleaseConditions.matching(filter))
                .and(newer)
                .and(ReleaseConditions.visible(accountId, scope));
        return merge(ReleaseRanges.channels(filter), fits, GREATEST_FIRST, 1, 0).stream()
                .findFirst();
    }

    /**
     * The greatest of those that are newer than a base one, of its product, in any state and channel; the greatest first.
     *
     * @param packageId empty for releases without a package
     */
    public List<Release> listNewer(Release base, String packageId, int size) {
        Condition newer = present()
                .and(RELEASES.PRODUCT_ID.eq(base.productId()))
                .and(ReleaseConditions.hasWhereGiven(RELEASES.PACKAGE_ID, packageId))
                .and(newerThan(base));
        List<Condition> states = Arrays.stream(ReleaseStatus.values())
                .map(status -> RELEASES.STATUS.eq(status.name()))
                .toList();
        return merge(states, newer, GREATEST_FIRST, size, 0);
    }

    /** A newer version always has a greater sort key: the range is what the index serves, the rule decides. */
    private static Condition newerThan(Release base) {
        Condition greater = RELEASES.SORT_KEY.gt(base.version().sortKey());
        return base.version() instanceof SemVer semver ? greater.and(ReleaseConditions.newerThan(semver)) : greater;
    }

    /** Whether a release other than {@code exceptId} has this version in the same product and package. */
    public boolean isVersionTaken(
            String productId, @Nullable String packageId, Version version, @Nullable String exceptId) {
        return exists(bucket(productId, packageId, exceptId).and(ofVersion(version)));
    }

    /**
     * Whether another release of the same product, package and channel has this one's dotted version, and is for one of the
     * platforms this one is named for. Where a release names no platforms, it stands for all of them. Archived and yanked
     * releases leave their place to others.
     */
    public boolean isOfferTaken(Release release) {
        List<String> platforms = ReleasePlatformRows.folded(release.offer().platforms());
        Condition overlapping = platforms.isEmpty()
                ? noCondition()
                : RELEASES.PLATFORMS
                        .eq("[]")
                        .or(DSL.exists(DSL.selectOne()
                                .from(RELEASE_PLATFORMS)
                                .where(RELEASE_PLATFORMS
                                        .ACCOUNT_ID
                                        .eq(accountId)
                                        .and(RELEASE_PLATFORMS.RELEASE_ID.eq(RELEASES.ID))
                                        .and(RELEASE_PLATFORMS.PLATFORM.in(platforms)))));
        return exists(bucket(release.productId(), release.packageId(), release.id())
                .and(ofVersion(release.version()))
                .and(unindexed(RELEASES.CHANNEL_NAME).eq(release.offer().channelName()))
                .and(unindexed(RELEASES.STATUS).ne(ReleaseStatus.YANKED.name()))
                .and(RELEASES.ARCHIVED.isNull())
                .and(overlapping));
    }

    /** Releases of that version, however it is written in their scheme. */
    static Condition ofVersion(Version version) {
        return version instanceof SemVer
                ? RELEASES.SEMVER.eq(version.text()).and(RELEASES.VERSION.eq(version.text()))
                : RELEASES.SORT_KEY.eq(version.sortKey());
    }

    /** Whether a release other than {@code exceptId} has this tag in the same product and package. */
    public boolean isTagTaken(String productId, @Nullable String packageId, String tag, @Nullable String exceptId) {
        return exists(bucket(productId, packageId, exceptId).and(RELEASES.TAG.eq(tag)));
    }

    private static Condition bucket(String productId, @Nullable String packageId, @Nullable String exceptId) {
        // Versions and tags are rarer than products.
        return unindexed(RELEASES.PRODUCT_ID)
                .eq(productId)
                .and(ReleaseConditions.hasWhereGiven(
                        unindexed(RELEASES.PACKAGE_ID), packageId == null ? "" : packageId))
                .and(exceptId == null ? noCondition() : RELEASES.ID.ne(exceptId));
    }

    /** Whether a product has any release. */
    public boolean existInProduct(String productId) {
        return exists(RELEASES.PRODUCT_ID.eq(productId));
    }

    /** Whether a product (or only a package of it) has a release that was published once, so that freezing holds it. */
    public boolean existPublished(String productId, @Nullable String packageId) {
        return exists(RELEASES.PRODUCT_ID
                .eq(productId)
                .and(packageId == null ? noCondition() : RELEASES.PACKAGE_ID.eq(packageId))
                .and(RELEASES.PUBLISHED.isNotNull()));
    }

    /** Adds a release. */
    public void insert(Release release) {
        ReleasesRecord row = ReleaseColumns.values(release);
        row.setAccountId(accountId);
        row.setId(release.id());
        row.setProductId(release.productId());
        row.setApiVersion(release.apiVersion());
        row.setCreated(micros(release.created()));
        row.setDownloads(release.downloads());
        row.setUpgrades(release.upgrades());
        sql.insertInto(RELEASES).set(row).execute();
        if (!release.offer().platforms().isEmpty()) {
            platforms().refresh(release.id());
        }
    }

    /** What a release is for, by what was named and by its uploaded files; in lower case, sorted. */
    public List<String> platforms(String id) {
        return platforms().of(id);
    }

    private ReleasePlatformRows platforms() {
        return new ReleasePlatformRows(sql, accountId);
    }

    /** Replaces what can change of a release; counters are added to elsewhere. */
    public void update(Release release) {
        sql.update(RELEASES)
                .set(ReleaseColumns.values(release))
                .where(RELEASES.ACCOUNT_ID.eq(accountId).and(RELEASES.ID.eq(release.id())))
                .execute();
        platforms().refresh(release.id());
        // The files of a release move along with its version.
        String sortKey = release.version().sortKey();
        sql.update(ARTIFACTS)
                .set(ARTIFACTS.RELEASE_SORT_KEY, sortKey)
                .where(ARTIFACTS
                        .ACCOUNT_ID
                        .eq(accountId)
                        .and(ARTIFACTS.RELEASE_ID.eq(release.id()))
                        .and(ARTIFACTS.RELEASE_SORT_KEY.ne(sortKey)))
                .execute();
    }

    /** Makes a release vanish; its rows and bytes are removed later in batches. Its file name is free at once. */
    public void markDeleted(String id, Instant now) {
        sql.deleteFrom(CLASSIC_FILES)
                .where(CLASSIC_FILES.ACCOUNT_ID.eq(accountId).and(CLASSIC_FILES.RELEASE_ID.eq(id)))
                .execute();
        sql.update(RELEASES)
                .set(RELEASES.DELETED, micros(now))
                .where(RELEASES.ACCOUNT_ID.eq(accountId).and(RELEASES.ID.eq(id)))
                .execute();
    }

    /** Makes all releases of a package vanish. */
    public void markDeletedInPackage(String packageId, Instant now) {
        sql.deleteFrom(CLASSIC_FILES)
                .where(CLASSIC_FILES
                        .ACCOUNT_ID
                        .eq(accountId)
                        .and(CLASSIC_FILES.RELEASE_ID.in(select(RELEASES.ID)
                                .from(RELEASES)
                                .where(RELEASES.ACCOUNT_ID.eq(accountId).and(RELEASES.PACKAGE_ID.eq(packageId))))))
                .execute();
        sql.update(RELEASES)
                .set(RELEASES.DELETED, micros(now))
                .where(RELEASES.ACCOUNT_ID
                        .eq(accountId)
                        .and(RELEASES.PACKAGE_ID.eq(packageId))
                        .and(RELEASES.DELETED.isNull()))
                .execute();
    }

    @Override
    Release map(ReleasesRecord row) {
        return ReleaseColumns.release(row);
    }
}
