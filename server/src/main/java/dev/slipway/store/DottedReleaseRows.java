package dev.slipway.store;

import static dev.slipway.store.Sql.unindexed;
import static dev.slipway.store.schema.Tables.RELEASES;
import static dev.slipway.store.schema.Tables.RELEASE_PLATFORMS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.noCondition;

import dev.slipway.model.FileLabels;
import dev.slipway.model.Release;
import dev.slipway.model.ReleaseScope;
import dev.slipway.model.ReleaseStatus;
import dev.slipway.version.DottedVersion;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The releases of an account by their dotted versions, channels as they were named, and platforms. */
public final class DottedReleaseRows {
    private final DSLContext sql;
    private final String accountId;
    private final ReleaseRows releases;

    DottedReleaseRows(DSLContext sql, String accountId, ReleaseRows releases) {
        this.sql = sql;
        this.accountId = accountId;
        this.releases = releases;
    }

    /** The releases to choose from: of one product, in exactly that channel, for a platform whatever its case. */
    public record Line(String productId, String channelName, String platform) {}

    /**
     * The published release with the greatest dotted version within a scope and a line, of equal ones the newest.
     *
     * @param installed what it must be an {@linkplain DottedVersion#isUpdateFor update} for; null for anything
     */
    public Optional<Release> findNewest(ReleaseScope scope, Line line, @Nullable DottedVersion installed) {
        String platform = FileLabels.label(line.platform());
        if (platform == null) {
            return Optional.empty();
        }
        // The copies beside each platform are what the index serves, from the greatest down; the release decides.
        Condition inLine = RELEASE_PLATFORMS
                .ACCOUNT_ID
                .eq(accountId)
                .and(RELEASE_PLATFORMS.PRODUCT_ID.eq(line.productId()))
                .and(RELEASE_PLATFORMS.CHANNEL_NAME.eq(line.channelName()))
                .and(RELEASE_PLATFORMS.PLATFORM.eq(platform))
                .and(RELEASE_PLATFORMS.DOTTED_KEY.gt(installed == null ? "" : installed.limitKey()))
                .and(withinBound(scope, line.productId()));
        return sql.select(RELEASES.fields())
                .from(RELEASE_PLATFORMS.crossJoin(RELEASES))
                .where(inLine.and(releases.present())
                        .and(RELEASES.ID.eq(RELEASE_PLATFORMS.RELEASE_ID))
                        .and(isPublished())
                        .and(ReleaseConditions.visible(accountId, scope)))
                .orderBy(
                        RELEASE_PLATFORMS.DOTTED_KEY.desc(),
                        coalesce(RELEASES.BACKDATED, RELEASES.CREATED).desc(),
                        RELEASES.ID.desc())
                .limit(1)
                .fetchOptional(row -> releases.map(row.into(RELEASES)));
    }

    /** The releases of a product with dotted versions in any state, the greatest first, of equal ones the newest. */
    public List<Release> listGreatest(String productId, int limit) {
        return sql.selectFrom(RELEASES)
                .where(releases.present().and(RELEASES.PRODUCT_ID.eq(productId)).and(RELEASES.DOTTED_KEY.isNotNull()))
                .orderBy(
                        RELEASES.DOTTED_KEY.desc(),
                        coalesce(RELEASES.BACKDATED, RELEASES.CREATED).desc(),
                        RELEASES.ID.desc())
                .limit(limit)
                .fetch(releases::map);
    }

    private Condition withinBound(ReleaseScope scope, String productId) {
        return scope instanceof ReleaseScope.OfLicense license
                        && !license.limits().waived()
                ? RELEASE_PLATFORMS.DOTTED_KEY.le(
                        LicenseLimits.bound(accountId, license.licenseId(), productId, license.limits()))
                : noCondition();
    }

    /** Whether a version was published in a product's channel, on any platform, within a scope. */
    public boolean isPublished(ReleaseScope scope, String productId, String channelName, DottedVersion version) {
        return releases.exists(RELEASES.PRODUCT_ID
                .eq(productId)
                .and(RELEASES.CHANNEL_NAME.eq(channelName))
                .and(RELEASES.STATUS.eq(ReleaseStatus.PUBLISHED.name()))
                .and(RELEASES.DOTTED_KEY.eq(version.sortKey()))
                .and(ReleaseConditions.visible(accountId, scope)));
    }

    private static Condition isPublished() {
        return unindexed(RELEASES.STATUS).eq(ReleaseStatus.PUBLISHED.name());
    }
}
