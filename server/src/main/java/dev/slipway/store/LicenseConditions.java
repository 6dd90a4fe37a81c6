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
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rules about licenses that must hold inside a query. */
final class LicenseConditions {
    private LicenseConditions() {}

    /**
     * The licenses that a user owns or shares: the one rule about whose a license is. To be read from: the few ids first, by
     * two indexes, then each license by its id. SQLite keeps to the order of a cross join; left to itself, it may walk through
     * all licenses of an account or a product to find the few.
     */
    static Table<?> heldBy(String accountId, String userId) {
        return joined(held(accountId, userId), LICENSES, LICENSES.ACCOUNT_ID.eq(accountId), LICENSES.ID);
    }

    /** Whether a license, found otherwise, is one that a user owns or shares. */
    static Condition isHeldBy(String accountId, String userId) {
        return LICENSES.ID.in(held(accountId, userId));
    }

    private static Select<Record1<String>> held(String accountId, String userId) {
        return select(LICENSES.ID)
                .from(LICENSES)
                .where(LICENSES.ACCOUNT_ID.eq(accountId).and(LICENSES.OWNER_ID.eq(userId)))
                .unionAll(select(LICENSE_USERS.LICENSE_ID)
                        .from(LICENSE_USERS)
                        .where(LICENSE_USERS.ACCOUNT_ID.eq(accountId).and(LICENSE_USERS.USER_ID.eq(userId))));
    }

    /** Rows of a table by the few ids that something else knows, which are read first. */
    static Table<?> joined(Select<Record1<String>> ids, Table<?> table, Condition present, Field<String> id) {
        Table<?> few = ids.asTable("few", "few_id");
        return DSL.table(select(table.fields())
                        .from(few.crossJoin(table))
                        .where(present.and(id.eq(DSL.field(DSL.name("few", "few_id"), String.class)))))
                .as(table.getName());
    }

    /** The ids of those who hold a license. */
    static Select<Record1<String>> holdersOfOne(String accountId, String licenseId) {
        return select(LICENSES.OWNER_ID)
                .from(LICENSES)
                .where(LICENSES.ACCOUNT_ID.eq(accountId).and(LICENSES.ID.eq(licenseId)))
                .union(select(LICENSE_USERS.USER_ID)
                        .from(LICENSE_USERS)
                        .where(LICENSE_USERS.ACCOUNT_ID.eq(accountId).and(LICENSE_USERS.LICENSE_ID.eq(licenseId))));
    }

    /** The ids of a user and of those who hold a license together with them. */
    static Select<Record1<String>> around(String accountId, String userId) {
        return select(DSL.val(userId))
                .union(select(LICENSES.OWNER_ID).from(heldBy(accountId, userId)))
                .union(select(LICENSE_USERS.USER_ID)
                        .from(joined(
                                held(accountId, userId),
                                LICENSE_USERS,
                                LICENSE_USERS.ACCOUNT_ID.eq(accountId),
                                LICENSE_USERS.LICENSE_ID)));
    }

    /** The ids of those who hold a license of a product. */
    static Select<Record1<String>> holdersInProduct(String accountId, String productId) {
        Condition ofProduct = LICENSES.ACCOUNT_ID.eq(accountId).and(LICENSES.PRODUCT_ID.eq(productId));
        return select(LICENSES.OWNER_ID)
                .from(LICENSES)
                .where(ofProduct.and(LICENSES.OWNER_ID.isNotNull()))
                .unionAll(select(LICENSE_USERS.USER_ID)
                        .from(LICENSE_USERS)
                        .join(LICENSES)
                        .on(LICENSES.ID.eq(LICENSE_USERS.LICENSE_ID))
                        .where(ofProduct.and(LICENSE_USERS.ACCOUNT_ID.eq(accountId))));
    }

    /** What the licenses that fit are read from: where a filter names few of them, those few. */
    static Table<?> source(String accountId, LicenseFilter filter) {
        Condition present = LICENSES.ACCOUNT_ID.eq(accountId);
        if (!filter.holderIds().isEmpty()) {
            return heldBy(accountId, filter.holderIds().getFirst());
        }
        if (!filter.metadata().isEmpty()) {
            return joined(
                    ofMetadata(
                            accountId, filter.metadata().entrySet().iterator().next()),
                    LICENSES,
                    present,
                    LICENSES.ID);
        }
        return Set.of(LicenseStatus.BANNED).equals(filter.statuses())
                ? joined(banned(accountId), LICENSES, present, LICENSES.OWNER_ID)
                : LICENSES;
    }

    private static Select<Record1<String>> ofMetadata(String accountId, Map.Entry<String, Set<String>> wanted) {
        return select(LICENSE_METADATA.LICENSE_ID)
                .from(LICENSE_METADATA)
                .where(LICENSE_METADATA
                        .ACCOUNT_ID
                        .eq(accountId)
                        .and(LICENSE_METADATA.NAME.eq(wanted.getKey()))
                        .and(LICENSE_METADATA.CONTENT.in(wanted.getValue())));
    }

    private static Select<Record1<String>> banned(String accountId) {
        return select(USERS.ID).from(USERS).where(USERS.ACCOUNT_ID.eq(accountId).and(USERS.BANNED.isNotNull()));
    }

    /** Licenses that fit, but for their key. */
    static Condition matching(String accountId, LicenseFilter filter) {
        Condition condition = equalWhereGiven(LICENSES.PRODUCT_ID, filter.productId())
                .and(equalWhereGiven(LICENSES.POLICY_ID, filter.policyId()))
                .and(equalWhereGiven(LICENSES.OWNER_ID, filter.ownerId()))
                .and(equalWhereGiven(LICENSES.SUSPENDED, filter.suspended()));
        for (String holder : filter.holderIds()) {
            condition = condition.and(isHeldBy(accountId, holder));
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
            condition = condition.and(LICENSES.ID.in(ofMetadata(accountId, wanted)));
        }
        return condition;
    }

    /** The rule of {@link LicenseStatus#of} as a condition. */
    private static Condition standingAs(String accountId, LicenseStatus status, Instant now) {
        Condition banned = LICENSES.OWNER_ID.in(banned(accountId));
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
