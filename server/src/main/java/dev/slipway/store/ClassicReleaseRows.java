package dev.slipway.store;

import static dev.slipway.store.Sql.unindexed;
import static dev.slipway.store.schema.Tables.CLASSIC_FILES;
import static dev.slipway.store.schema.Tables.RELEASES;
import static org.jooq.impl.DSL.noCondition;

import dev.slipway.model.Aliases;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseFilter;
import dev.slipway.model.ReleaseScope;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.version.Channel;
import dev.slipway.version.PessimisticConstraint;
import dev.slipway.version.SemVer;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The releases of an account as Keygen's API version 1.0 knows them: found, kept apart and chosen by their file. */
public final class ClassicReleaseRows {
    private final DSLContext sql;
    private final String accountId;
    private final ReleaseRows releases;

    ClassicReleaseRows(DSLContext sql, String accountId, ReleaseRows releases) {
        this.sql = sql;
        this.accountId = accountId;
        this.releases = releases;
    }

    /** The release of that id, else the one with a file of that name, within a scope and a filter. */
    public Optional<Release> findByIdOrFilename(ReleaseScope scope, ReleaseFilter filter, String idOrFilename) {
        return releases.findFirst(ReleaseConditions.visible(accountId, scope)
                        .and(ReleaseConditions.matching(filter))
                        .and(RELEASES.ID.eq(Aliases.canonical(idOrFilename))))
                .or(() -> findByFilename(scope, filter, idOrFilename));
    }

    /** The release with a file of that name within a scope and a filter: the highest version, then the newest. */
    public Optional<Release> findByFilename(ReleaseScope scope, ReleaseFilter filter, String filename) {
        return sql.selectFrom(RELEASES)
                .where(releases.present()
                        .and(FileConditions.named(accountId, filename))
                        .and(ReleaseConditions.visible(accountId, scope))
                        .and(ReleaseConditions.matching(filter)))
                .orderBy(RELEASES.SORT_KEY.desc(), RELEASES.CREATED.desc(), RELEASES.ID.desc())
                .limit(1)
                .fetchOptional(releases::map);
    }

    /**
     * The release of a product that has a file name for itself; where several share the name, the one that has it by the rule,
     * then the newest that was announced with it, then any.
     */
    public Optional<Release> findOwner(String productId, String filename) {
        return sql.select(CLASSIC_FILES.RELEASE_ID)
                .from(CLASSIC_FILES)
                .where(CLASSIC_FILES
                        .ACCOUNT_ID
                        .eq(accountId)
                        .and(CLASSIC_FILES.PRODUCT_ID.eq(productId))
                        .and(CLASSIC_FILES.FILENAME.eq(filename)))
                .orderBy(CLASSIC_FILES.UNIQUE_FILENAME.asc().nullsLast(), CLASSIC_FILES.RELEASE_ID.desc())
                .limit(1)
                .fetchOptional(CLASSIC_FILES.RELEASE_ID)
                .flatMap(releases::find)
                .or(() -> findByFilename(new ReleaseScope.OfProduct(productId), ReleaseFilter.ANY, filename));
    }

    /** Whether another release of the product has this one's version and channel, and a file of that platform and type. */
    public boolean isVersionTaken(Release release, String platform, String filetype) {
        return releases.exists(unindexed(RELEASES.PRODUCT_ID)
                .eq(release.productId())
                .and(RELEASES.ID.ne(release.id()))
                .and(unindexed(RELEASES.CHANNEL).eq(release.channel().name()))
                .and(ReleaseRows.ofVersion(release.version()))
                .and(FileConditions.of(platform, filetype)));
    }

    /** A release of exactly that version with artifacts for a platform and of a file type, within a scope. */
    public Optional<Release> findOffering(
            ReleaseScope scope, String productId, SemVer version, String platform, String filetype) {
        return releases.findFirst(RELEASES.SEMVER
                .eq(version.text())
                .and(unindexed(RELEASES.PRODUCT_ID).eq(productId))
                .and(offering(scope, platform, filetype)));
    }

    /**
     * The published release of the greatest version above a current one by plain semantic versioning, with artifacts for a
     * platform and of a file type, within a scope.
     *
     * @param channel the channel that is followed
     */
    public Optional<Release> findNext(
            ReleaseScope scope,
            String productId,
            SemVer current,
            String platform,
            String filetype,
            Channel channel,
            @Nullable PessimisticConstraint constraint) {
        return sql.selectFrom(RELEASES)
                .where(releases.present()
                        .and(RELEASES.STATUS.eq(ReleaseStatus.PUBLISHED.name()))
                        .and(RELEASES.SEMVER_KEY.gt(current.semverKey()))
                        .and(unindexed(RELEASES.CHANNEL)
                                .in(channel.includes().stream().map(Enum::name).toList()))
                        .and(constraint == null ? noCondition() : allowedBy(constraint, channel))
                        .and(RELEASES.PRODUCT_ID.eq(productId))
                        .and(offering(scope, platform, filetype)))
                .orderBy(RELEASES.SEMVER_KEY.desc(), RELEASES.CREATED.desc(), RELEASES.ID.desc())
                .limit(1)
                .fetchOptional(releases::map);
    }

    private Condition offering(ReleaseScope scope, String platform, String filetype) {
        return FileConditions.offering(platform, filetype).and(ReleaseConditions.visible(accountId, scope));
    }

    /** The rule of {@link PessimisticConstraint#allows} as a condition on the stored parts. */
    private static Condition allowedBy(PessimisticConstraint constraint, Channel channel) {
        Condition condition = RELEASES.VERSION_MAJOR
                .eq(constraint.major())
                .and(RELEASES.SEMVER_KEY.ge(constraint.least(channel).semverKey()));
        if (constraint.patch() != null) {
            condition = condition.and(RELEASES.VERSION_MINOR.eq(constraint.minor()));
        }
        return channel == Channel.STABLE
                ? condition.and(RELEASES.PRERELEASE_WORD.isNull()).and(RELEASES.PRERELEASE_NUMBER.isNull())
                : condition;
    }
}
