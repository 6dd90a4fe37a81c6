package dev.slipway.store;

import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.LICENSES;
import static dev.slipway.store.schema.Tables.LICENSE_NOTICES;
import static dev.slipway.store.schema.Tables.POLICIES;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** What was told about the licenses of an account because of the time, and what is still to be told. */
public final class LicenseNoticeRows {
    private final DSLContext sql;
    private final String accountId;

    LicenseNoticeRows(DSLContext sql, String accountId) {
        this.sql = sql;
        this.accountId = accountId;
    }

    /**
     * Up to {@code limit} licenses that expire after {@code from} and no later than {@code until}, and of whose expiry nobody
     * was told by a notice since {@code told}.
     */
    public List<String> expiring(String notice, Instant from, Instant until, Instant told, int limit) {
        return sql.select(LICENSES.ID)
                .from(LICENSES)
                .where(LICENSES.ACCOUNT_ID
                        .eq(accountId)
                        .and(LICENSES.EXPIRY.gt(micros(from)))
                        .and(LICENSES.EXPIRY.le(micros(until)))
                        .and(notExists(selectOne()
                                .from(LICENSE_NOTICES)
                                .where(sent(LICENSES.ID, notice, LICENSES.EXPIRY, told)))))
                .orderBy(LICENSES.EXPIRY, LICENSES.ID)
                .limit(limit)
                .fetch(LICENSES.ID);
    }

    /** Up to {@code limit} licenses that have checked in and must again, after an id in the order of ids. */
    public List<String> checkedIn(String afterId, int limit) {
        return sql.select(LICENSES.ID)
                .from(LICENSES)
                .join(POLICIES)
                .on(POLICIES.ACCOUNT_ID.eq(LICENSES.ACCOUNT_ID).and(POLICIES.ID.eq(LICENSES.POLICY_ID)))
                .where(LICENSES.ACCOUNT_ID
                        .eq(accountId)
                        .and(LICENSES.ID.gt(afterId))
                        .and(LICENSES.LAST_CHECK_IN.isNotNull())
                        .and(POLICIES.OPTIONS.contains("\"require_check_in\":true")))
                .orderBy(LICENSES.ID)
                .limit(limit)
                .fetch(LICENSES.ID);
    }

    /** Whether somebody was told of that moment of a license by a notice since {@code told}. */
    public boolean isSent(String licenseId, String notice, Instant occasion, Instant told) {
        return sql.fetchExists(LICENSE_NOTICES, sent(DSL.val(licenseId), notice, DSL.val(micros(occasion)), told));
    }

    private Condition sent(Field<String> licenseId, String notice, Field<Long> occasion, Instant told) {
        return LICENSE_NOTICES
                .ACCOUNT_ID
                .eq(accountId)
                .and(LICENSE_NOTICES.LICENSE_ID.eq(licenseId))
                .and(LICENSE_NOTICES.NOTICE.eq(notice))
                .and(LICENSE_NOTICES.OCCASION.eq(occasion))
                .and(LICENSE_NOTICES.SENT.gt(micros(told)));
    }

    /** Notes that somebody was told. */
    public void send(String licenseId, String notice, Instant occasion, Instant now) {
        sql.insertInto(LICENSE_NOTICES)
                .set(LICENSE_NOTICES.ACCOUNT_ID, accountId)
                .set(LICENSE_NOTICES.LICENSE_ID, licenseId)
                .set(LICENSE_NOTICES.NOTICE, notice)
                .set(LICENSE_NOTICES.OCCASION, micros(occasion))
                .set(LICENSE_NOTICES.SENT, micros(now))
                .onConflict(LICENSE_NOTICES.ACCOUNT_ID, LICENSE_NOTICES.LICENSE_ID, LICENSE_NOTICES.NOTICE)
                .doUpdate()
                .set(LICENSE_NOTICES.OCCASION, micros(occasion))
                .set(LICENSE_NOTICES.SENT, micros(now))
                .execute();
    }

    /** Forgets what was told of licenses that are gone. */
    public void removeOrphans() {
        sql.deleteFrom(LICENSE_NOTICES)
                .where(LICENSE_NOTICES
                        .ACCOUNT_ID
                        .eq(accountId)
                        .and(notExists(selectOne()
                                .from(LICENSES)
                                .where(LICENSES.ACCOUNT_ID
                                        .eq(LICENSE_NOTICES.ACCOUNT_ID)
                                        .and(LICENSES.ID.eq(LICENSE_NOTICES.LICENSE_ID))))))
                .execute();
    }
}
