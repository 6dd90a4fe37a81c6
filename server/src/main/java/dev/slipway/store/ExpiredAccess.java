package dev.slipway.store;

import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.PASSWORD_RESETS;
import static dev.slipway.store.schema.Tables.TOKENS;
import static dev.slipway.store.schema.Tables.WEB_SESSIONS;

import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;

/** What gave access once and no longer does, in all accounts. */
public final class ExpiredAccess {
    private final DSLContext sql;

    ExpiredAccess(DSLContext sql) {
        this.sql = sql;
    }

    /** Removes up to {@code limit} tokens that expired before then; how many. */
    public int removeTokens(Instant time, int limit) {
        List<String> expired = sql.select(TOKENS.ID)
                .from(TOKENS)
                .where(TOKENS.EXPIRY.lt(micros(time)))
                .orderBy(TOKENS.EXPIRY)
                .limit(limit)
                .fetch(TOKENS.ID);
        return expired.isEmpty()
                ? 0
                : sql.deleteFrom(TOKENS).where(TOKENS.ID.in(expired)).execute();
    }

    /** Removes up to {@code limit} chances to set a new password that were given before then; how many. */
    public int removePasswordResets(Instant time, int limit) {
        List<String> users = sql.select(PASSWORD_RESETS.USER_ID)
                .from(PASSWORD_RESETS)
                .where(PASSWORD_RESETS.CREATED.lt(micros(time)))
                .limit(limit)
                .fetch(PASSWORD_RESETS.USER_ID);
        return users.isEmpty()
                ? 0
                : sql.deleteFrom(PASSWORD_RESETS)
                        .where(PASSWORD_RESETS.USER_ID.in(users).and(PASSWORD_RESETS.CREATED.lt(micros(time))))
                        .execute();
    }

    /** Removes up to {@code limit} sessions of browsers that ended before then; how many. */
    public int removeWebSessions(Instant time, int limit) {
        List<String> ended = sql.select(WEB_SESSIONS.ID)
                .from(WEB_SESSIONS)
                .where(WEB_SESSIONS.EXPIRY.lt(micros(time)))
                .orderBy(WEB_SESSIONS.EXPIRY)
                .limit(limit)
                .fetch(WEB_SESSIONS.ID);
        return ended.isEmpty()
                ? 0
                : sql.deleteFrom(WEB_SESSIONS).where(WEB_SESSIONS.ID.in(ended)).execute();
    }
}
