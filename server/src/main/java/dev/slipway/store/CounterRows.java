package dev.slipway.store;

import static dev.slipway.store.schema.Tables.ARTIFACTS;
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

    /** Adds to the counter of an artifact. */
    public void countFetches(String accountId, String artifactId, long fetches) {
        sql.update(ARTIFACTS)
                .set(ARTIFACTS.DOWNLOADS, ARTIFACTS.DOWNLOADS.plus(fetches))
                .where(ARTIFACTS.ACCOUNT_ID.eq(accountId).and(ARTIFACTS.ID.eq(artifactId)))
                .execute();
    }
}
