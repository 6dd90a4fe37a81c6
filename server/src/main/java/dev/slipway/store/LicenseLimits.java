package dev.slipway.store;

import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.LICENSES;
import static dev.slipway.store.schema.Tables.MAINTENANCE_POLICIES;
import static dev.slipway.store.schema.Tables.POLICIES;
import static dev.slipway.store.schema.Tables.PRODUCTS;
import static dev.slipway.store.schema.Tables.RELEASES;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.substring;
import static org.jooq.impl.DSL.val;

import dev.slipway.model.DistributionStrategy;
import dev.slipway.model.ExpirationStrategy;
import dev.slipway.model.ReleaseScope;
import dev.slipway.version.DottedVersion;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** How late and how great the releases are that a license gets, as conditions on a license, its policy and a release. */
final class LicenseLimits {
    /** Of a sort key: the part of one number, and those of the three that every version has. */
    private static final int ONE_PART = 20;

    private static final int THREE_PARTS = 3 * ONE_PART;
    /** Above everything that sort keys go on with. */
    private static final String ABOVE = "~";

    private LicenseLimits() {}

    /** The limits of a license that count allow a release. */
    static Condition allow(String accountId, ReleaseScope.Limits limits, Instant now) {
        return limits.waived()
                ? noCondition()
                : inWindow(micros(now))
                        .and(LICENSES.MAINTENANCE_EXPIRY
                                .isNull()
                                .or(RELEASES.PUBLISHED.le(LICENSES.MAINTENANCE_EXPIRY)))
                        .and(versionKey().le(coalesce(limitKey(accountId, limits.installed()), val(ABOVE))));
    }

    private static Condition inWindow(long now) {
        Field<String> strategy = POLICIES.EXPIRATION_STRATEGY;
        Condition revoking = strategy.eq(ExpirationStrategy.REVOKE_ACCESS.name());
        Condition madeInTime = RELEASES.CREATED.le(LICENSES.EXPIRY).or(RELEASES.BACKDATED.le(LICENSES.EXPIRY));
        return LICENSES.EXPIRY
                .isNull()
                .or(strategy.eq(ExpirationStrategy.ALLOW_ACCESS.name()))
                .or(revoking.and(LICENSES.EXPIRY.gt(now)))
                .or(revoking.not().and(madeInTime));
    }

    /**
     * Up to which key a license reaches releases of a product: a bound for indexes, beside {@link #allow}, which decides. What
     * is open to everybody has no bound.
     */
    static Field<String> bound(String accountId, String licenseId, String productId, ReleaseScope.Limits limits) {
        Field<String> reached = DSL.when(
                        PRODUCTS.DISTRIBUTION_STRATEGY.eq(DistributionStrategy.OPEN.name()), val(ABOVE))
                .otherwise(limitKey(accountId, limits.installed()));
        Field<String> found = DSL.field(select(reached)
                .from(LICENSES)
                .join(PRODUCTS)
                .on(PRODUCTS.ACCOUNT_ID.eq(accountId).and(PRODUCTS.ID.eq(productId)))
                .where(LICENSES.ACCOUNT_ID.eq(accountId).and(LICENSES.ID.eq(licenseId))));
        return coalesce(found, val(ABOVE));
    }

    /** {@code LicenseStanding.limitKey} of a license; null for none. */
    private static Field<String> limitKey(String accountId, @Nullable DottedVersion installed) {
        Field<String> base =
                installed == null ? LICENSES.CURRENT_KEY : coalesce(LICENSES.CURRENT_KEY, val(installed.sortKey()));
        Field<String> byPolicy =
                DSL.field(select(DSL.when(MAINTENANCE_POLICIES.ALLOW_MAJOR.eq(true), DSL.inline((String) null))
                                .when(
                                        MAINTENANCE_POLICIES.ALLOW_MINOR.eq(true),
                                        substring(base, 1, ONE_PART).concat(ABOVE))
                                .otherwise(base))
                        .from(MAINTENANCE_POLICIES)
                        .where(MAINTENANCE_POLICIES
                                .ACCOUNT_ID
                                .eq(accountId)
                                .and(MAINTENANCE_POLICIES.ID.eq(LICENSES.MAINTENANCE_POLICY_ID))));
        // Most licenses have no maintenance policy, and then none is looked for.
        return DSL.when(LICENSES.MAINTENANCE_POLICY_ID.isNull(), LICENSES.MAX_KEY)
                .otherwise(byPolicy);
    }

    /** {@link dev.slipway.model.Release#versionKey}. */
    private static Field<String> versionKey() {
        return coalesce(RELEASES.DOTTED_KEY, substring(RELEASES.SORT_KEY, 1, THREE_PARTS));
    }
}
