package dev.slipway.store;

import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.LICENSES;
import static dev.slipway.store.schema.Tables.LICENSE_USERS;
import static org.jooq.impl.DSL.count;

import dev.slipway.model.LicenseUser;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** Which users share which licenses with their owners. */
public final class LicenseUserRows {
    private final DSLContext sql;
    private final String accountId;

    LicenseUserRows(DSLContext sql, String accountId) {
        this.sql = sql;
        this.accountId = accountId;
    }

    /** Ids of the users who share a license; its owner is not one of them. */
    public Set<String> ofLicense(String licenseId) {
        return sql.select(LICENSE_USERS.USER_ID)
                .from(LICENSE_USERS)
                .where(of(licenseId))
                .fetchSet(LICENSE_USERS.USER_ID);
    }

    /** How many users share each of these licenses; those without any are missing. */
    public Map<String, Integer> counts(Collection<String> licenseIds) {
        if (licenseIds.isEmpty()) {
            return Map.of();
        }
        return new HashMap<>(sql.select(LICENSE_USERS.LICENSE_ID, count())
                .from(LICENSE_USERS)
                .where(LICENSE_USERS.ACCOUNT_ID.eq(accountId).and(LICENSE_USERS.LICENSE_ID.in(licenseIds)))
                .groupBy(LICENSE_USERS.LICENSE_ID)
                .fetchMap(LICENSE_USERS.LICENSE_ID, count()));
    }

    /** Sorted ids of the users who share each of these licenses; those without any are missing. */
    public Map<String, List<String>> ofLicenses(Collection<String> licenseIds) {
        if (licenseIds.isEmpty()) {
            return Map.of();
        }
        return new HashMap<>(sql.select(LICENSE_USERS.LICENSE_ID, LICENSE_USERS.USER_ID)
                .from(LICENSE_USERS)
                .where(LICENSE_USERS.ACCOUNT_ID.eq(accountId).and(LICENSE_USERS.LICENSE_ID.in(licenseIds)))
                .orderBy(LICENSE_USERS.USER_ID)
                .fetchGroups(LICENSE_USERS.LICENSE_ID, LICENSE_USERS.USER_ID));
    }

    /** Whether a user owns or shares a license. */
    public boolean isHeldBy(String licenseId, String userId) {
        return sql.fetchExists(
                LICENSES,
                LICENSES.ACCOUNT_ID
                        .eq(accountId)
                        .and(LICENSES.ID.eq(licenseId))
                        .and(LicenseConditions.isHeldBy(accountId, userId)));
    }

    /** Lets a user share a license. */
    public void attach(LicenseUser user) {
        sql.insertInto(LICENSE_USERS)
                .set(LICENSE_USERS.ACCOUNT_ID, accountId)
                .set(LICENSE_USERS.ID, user.id())
                .set(LICENSE_USERS.LICENSE_ID, user.licenseId())
                .set(LICENSE_USERS.USER_ID, user.userId())
                .set(LICENSE_USERS.CREATED, micros(user.created()))
                .set(LICENSE_USERS.UPDATED, micros(user.updated()))
                .execute();
    }

    /** Ends a user's share in a license, if they have one. */
    public void detach(String licenseId, String userId) {
        sql.deleteFrom(LICENSE_USERS)
                .where(of(licenseId).and(LICENSE_USERS.USER_ID.eq(userId)))
                .execute();
    }

    private Condition of(String licenseId) {
        return LICENSE_USERS.ACCOUNT_ID.eq(accountId).and(LICENSE_USERS.LICENSE_ID.eq(licenseId));
    }
}
