package dev.slipway.store;

import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.LICENSES;

import dev.slipway.version.DottedVersion;
import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What is seen of licenses in use, in all accounts. */
public final class LicenseUse {
    private final DSLContext sql;

    LicenseUse(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * Notes when a license was last validated and, where given, for which version of the program. What was noted later stays.
     */
    public void touch(String accountId, String licenseId, Instant validated, @Nullable String version) {
        long time = micros(validated);
        var touch = sql.update(LICENSES)
                .set(LICENSES.LAST_VALIDATED, time)
                .set(LICENSES.LAST_ACTIVE, DSL.greatest(LICENSES.LAST_ACTIVE, DSL.val(time)));
        (version == null ? touch : touch.set(LICENSES.VERSION, version))
                .where(LICENSES.ACCOUNT_ID
                        .eq(accountId)
                        .and(LICENSES.ID.eq(licenseId))
                        .and(LICENSES.LAST_VALIDATED.isNull().or(LICENSES.LAST_VALIDATED.le(time))))
                .execute();
    }

    /** Notes a version that runs on a license; a greater one that was noted stays. */
    public void raiseVersion(String accountId, String licenseId, DottedVersion installed) {
        sql.update(LICENSES)
                .set(LICENSES.CURRENT_VERSION, installed.text())
                .set(LICENSES.CURRENT_KEY, installed.sortKey())
                .where(LICENSES.ACCOUNT_ID
                        .eq(accountId)
                        .and(LICENSES.ID.eq(licenseId))
                        .and(LICENSES.CURRENT_KEY.isNull().or(LICENSES.CURRENT_KEY.lt(installed.sortKey()))))
                .execute();
    }
}
