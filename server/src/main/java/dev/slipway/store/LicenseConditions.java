package dev.slipway.store;

import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.LICENSES;
import static dev.slipway.store.schema.Tables.LICENSE_METADATA;
import static dev.slipway.store.schema.Tables.LICENSE_USERS;
import static dev.slipway.store.schema.Tables.USERS;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import dev.slipway.model.LicenseFilter;
import dev.slipway.model.LicenseStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rules about licenses that must hold inside a query. */
final class LicenseConditions {
    private LicenseConditions() {}

    /**
     * Licenses that a user owns or shares: the one rule about whose a license is. As a list of ids, which each engine reads
     * from two indexes before it looks at a license.
     */
    static Condition heldBy(String accountId, String userId) {
        return LICENSES.ID.in(idsHeldBy(accountId, LICENSES.OWNER_ID.eq(userId), LICENSE_USERS.USER_ID.eq(userId)));
    }

    private static Select<Record1<String>> idsHeldBy(String accountId, Condition owner, Condition user) {
        return select(LICENSES.ID)
                .from(LICENSES)
                .where(LICENSES.ACCOUNT_ID.eq(accountId).and(owner))
                .unionAll(select(LICENSE_USERS.LICENSE_ID)
                        .from(LICENSE_USERS)
                        .where(LICENSE_USERS.ACCOUNT_ID.eq(accountId).and(user)));
    }

    /** The ids of the users who own or share one of the licenses that fit. */
    static Select<Record1<String>> holdersOf(String accountId, Condition licenses) {
        Condition present = LICENSES.ACCOUNT_ID.eq(accountId).and(licenses);
        return select(LICENSES.OWNER_ID)
                .from(LICENSES)
                .where(present.and(LICENSES.OWNER_ID.isNotNull()))
                .unionAll(select(LICENSE_USERS.USER_ID)
                        .from(LICENSE_USERS)
                        .join(LICENSES)
                        .on(LICENSES.ACCOUNT_ID.eq(accountId).and(LICENSES.ID.eq(LICENSE_USERS.LICENSE_ID)))
                        .where(LICENSE_USERS.ACCOUNT_ID.eq(accountId).and(present)));
    }

    /** Licenses that fit, but for their key. */
    static Condition matching(String accountId, LicenseFilter filter) {
        Condition condition = equalWhereGiven(LICENSES.PRODUCT_ID, filter.productId())
                .and(equalWhereGiven(LICENSES.POLICY_ID, filter.policyId()))
                .and(equalWhereGiven(LICENSES.OWNER_ID, filter.ownerId()))
                .and(equalWhereGiven(LICENSES.SUSPENDED, filter.suspended()));
        for (String holder : filter.holderIds()) {
            condition = condition.and(heldBy(accountId, holder));
        }
        if (filter.assigned() != null) {
            condition = condition.and(filter.assigned() ? LICENSES.OWNER_ID.isNotNull() : LICENSES.OWNER_ID.isNull());
        }
        if (filter.statuses() != null) {
            condition = condition.and(DSL.or(filter.statuses().stream()
                    .map(status -> standingAs(accountId, status, filter.now()))
                    .toList()));
        }
        for (LicenseFilter.Window window : filter.expiry()) {
            condition = condition.and(in(window, LICENSES.EXPIRY));
        }
        for (LicenseFilter.Window window : filter.activity()) {
            condition = condition.and(in(window, LICENSES.LAST_ACTIVE));
        }
        for (Map.Entry<String, Set<String>> wanted : filter.metadata().entrySet()) {
            condition = condition.and(LICENSES.ID.in(select(LICENSE_METADATA.LICENSE_ID)
                    .from(LICENSE_METADATA)
                    .where(LICENSE_METADATA
                            .ACCOUNT_ID
                            .eq(accountId)
                            .and(LICENSE_METADATA.NAME.eq(wanted.getKey()))
                            .and(LICENSE_METADATA.CONTENT.in(wanted.getValue())))));
        }
        return condition;
    }

    /** The rule of {@link LicenseStatus#of} as a condition. */
    private static Condition standingAs(String accountId, LicenseStatus status, Instant now) {
        Condition banned = LICENSES.OWNER_ID.in(select(USERS.ID)
                .from(USERS)
                .where(USERS.ACCOUNT_ID.eq(accountId).and(USERS.BANNED.isNotNull())));
        Condition notBanned = LICENSES.OWNER_ID.isNull().or(banned.not());
        Condition usable = notBanned.and(LICENSES.SUSPENDED.eq(false));
        long soon = micros(now.plus(LicenseStatus.SOON));
        Condition later = LICENSES.EXPIRY.isNull().or(LICENSES.EXPIRY.gt(soon));
        long since = micros(now.minus(LicenseStatus.INACTIVITY));
        return switch (status) {
            case BANNED -> banned;
            case SUSPENDED -> notBanned.and(LICENSES.SUSPENDED.eq(true));
            case EXPIRED -> usable.and(LICENSES.EXPIRY.le(micros(now)));
            case EXPIRING -> usable.and(LICENSES.EXPIRY.gt(micros(now))).and(LICENSES.EXPIRY.le(soon));
            case INACTIVE -> usable.and(later).and(LICENSES.LAST_ACTIVE.lt(since));
            case ACTIVE -> usable.and(later).and(LICENSES.LAST_ACTIVE.ge(since));
        };
    }

    private static Condition in(LicenseFilter.Window window, Field<Long> time) {
        Condition inside = (window.after() == null ? noCondition() : time.gt(micros(window.after())))
                .and(window.until() == null ? noCondition() : time.le(micros(window.until())));
        return window.outside() ? time.isNull().or(inside.not()) : inside;
    }

    private static <V> Condition equalWhereGiven(TableField<?, V> field, @Nullable V value) {
        return value == null ? noCondition() : field.eq(value);
    }
}
