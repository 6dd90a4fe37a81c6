package dev.slipway.store;

import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.LICENSES;
import static dev.slipway.store.schema.Tables.MAINTENANCE_POLICIES;
import static dev.slipway.store.schema.Tables.POLICIES;
import static dev.slipway.store.schema.Tables.RELEASES;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.substring;
import static org.jooq.impl.DSL.val;

import dev.slipway.model.ExpirationStrategy;
import dev.slipway.model.ReleaseScope;
import dev.slipway.version.DottedVersion;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.Field;
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
                : inWindow(micros(now)).and(small().or(maintained(accountId, limits.installed())));
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

    /** Without a maintenance policy, the greatest version counts; most licenses have neither, which is seen first. */
    private static Condition small() {
        return LICENSES.MAINTENANCE_POLICY_ID
                .isNull()
                .and(LICENSES.MAX_KEY.isNull().or(versionKey().le(LICENSES.MAX_KEY)));
    }

    /** Published before maintenance ended, and as great as the maintenance policy lets the version in use become. */
    private static Condition maintained(String accountId, @Nullable DottedVersion installed) {
        Field<String> base =
                installed == null ? LICENSES.CURRENT_KEY : coalesce(LICENSES.CURRENT_KEY, val(installed.sortKey()));
        Condition asGreat = MAINTENANCE_POLICIES
                .ALLOW_MAJOR
                .eq(true)
                .or(base.isNull())
                .or(versionKey().le(base))
                .or(MAINTENANCE_POLICIES
                        .ALLOW_MINOR
                        .eq(true)
                        .and(versionKey().le(substring(base, 1, ONE_PART).concat(ABOVE))));
        return LICENSES.MAINTENANCE_POLICY_ID
                .isNotNull()
                .and(LICENSES.MAINTENANCE_EXPIRY.isNull().or(RELEASES.PUBLISHED.le(LICENSES.MAINTENANCE_EXPIRY)))
                .and(exists(selectOne()
                        .from(MAINTENANCE_POLICIES)
                        .where(MAINTENANCE_POLICIES
                                .ACCOUNT_ID
                                .eq(accountId)
                                .and(MAINTENANCE_POLICIES.ID.eq(LICENSES.MAINTENANCE_POLICY_ID))
                                .and(asGreat))));
    }

    /** {@link dev.slipway.model.Release#versionKey}. */
    private static Field<String> versionKey() {
        return substring(RELEASES.SORT_KEY, 1, THREE_PARTS);
    }
}
