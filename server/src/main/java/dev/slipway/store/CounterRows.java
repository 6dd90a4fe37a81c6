package dev.slipway.store;

import static dev.slipway.store.schema.Tables.ARTIFACTS;
import static dev.slipway.store.schema.Tables.DAILY_COUNTS;
import static dev.slipway.store.schema.Tables.RELEASES;

import org.jooq.DSLContext;

/** The counters of releases and artifacts, of all accounts. */
public final class CounterRows {
    private final DSLContext sql;

    CounterRows(DSLContext sql) {
        this.sql = sql;
    }

    /** Adds to a release's counters. */
    public void count(String accountId, String releaseId, long downloads, long upgrades) {
        sql.update(RELEASES)
                .set(RELEASES.DOWNLOADS, RELEASES.DOWNLOADS.plus(downloads))
                .set(RELEASES.UPGRADES, RELEASES.UPGRADES.plus(upgrades))
                .where(RELEASES.ACCOUNT_ID.eq(accountId).and(RELEASES.ID.eq(releaseId)))
                .execute();
    }

    /**
     * Adds to what an account counts on one day.
     *
     * @param day the number of days since 1970, in UTC
     */
    public void countDay(String accountId, long day, long downloads, long upgrades) {
        sql.insertInto(DAILY_COUNTS)
                .set(DAILY_COUNTS.ACCOUNT_ID, accountId)
                .set(DAILY_COUNTS.DAY, day)
                .set(DAILY_COUNTS.DOWNLOADS, downloads)
                .set(DAILY_COUNTS.UPGRADES, upgrades)
                .onConflict(DAILY_COUNTS.ACCOUNT_ID, DAILY_COUNTS.DAY)
                .doUpdate()
                .set(DAILY_COUNTS.DOWNLOADS, DAILY_COUNTS.DOWNLOADS.plus(downloads))
                .set(DAILY_COUNTS.UPGRADES, DAILY_COUNTS.UPGRADES.plus(upgrades))
                .execute();
    }

    /** Adds to the counter of an artifact. */
    public void countFetches(String accountId, String artifactId, long fetches) {
        sql.update(ARTIFACTS)
                .set(ARTIFACTS.DOWNLOADS, ARTIFACTS.DOWNLOADS.plus(fetches))
                .where(ARTIFACTS.ACCOUNT_ID.eq(accountId).and(ARTIFACTS.ID.eq(artifactId)))
                .execute();
    }
}
