package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.WEB_SESSIONS;

import dev.slipway.model.BearerReference;
import dev.slipway.model.WebSession;
import dev.slipway.store.schema.tables.records.WebSessionsRecord;
import java.time.Instant;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** Who is signed in with a browser. */
public final class WebSessionRows {
    private final DSLContext sql;
    private final String accountId;

    WebSessionRows(DSLContext sql, String accountId) {
        this.sql = sql;
        this.accountId = accountId;
    }

    /** The session whose cookie hashes to that. */
    public Optional<WebSession> findByHash(String hash) {
        return sql.selectFrom(WEB_SESSIONS)
                .where(WEB_SESSIONS.ACCOUNT_ID.eq(accountId).and(WEB_SESSIONS.SESSION_HASH.eq(hash)))
                .fetchOptional(WebSessionRows::map);
    }

    /** Adds a session. */
    public void insert(WebSession session, String hash) {
        sql.insertInto(WEB_SESSIONS)
                .set(WEB_SESSIONS.ACCOUNT_ID, accountId)
                .set(WEB_SESSIONS.ID, session.id())
                .set(WEB_SESSIONS.SESSION_HASH, hash)
                .set(WEB_SESSIONS.BEARER_KIND, session.bearer().kind().name())
                .set(WEB_SESSIONS.BEARER_ID, session.bearer().id())
                .set(WEB_SESSIONS.PROOF, session.proof())
                .set(WEB_SESSIONS.USER_AGENT, session.userAgent())
                .set(WEB_SESSIONS.CREATED, micros(session.created()))
                .set(WEB_SESSIONS.SEEN, micros(session.seen()))
                .set(WEB_SESSIONS.EXPIRY, micros(session.expiry()))
                .execute();
    }

    /** Notes that a session was used. */
    public void touch(String id, Instant seen) {
        sql.update(WEB_SESSIONS)
                .set(WEB_SESSIONS.SEEN, micros(seen))
                .where(WEB_SESSIONS.ACCOUNT_ID.eq(accountId).and(WEB_SESSIONS.ID.eq(id)))
                .execute();
    }

    /** Ends the session whose cookie hashes to that. */
    public void deleteByHash(String hash) {
        sql.deleteFrom(WEB_SESSIONS)
                .where(WEB_SESSIONS.ACCOUNT_ID.eq(accountId).and(WEB_SESSIONS.SESSION_HASH.eq(hash)))
                .execute();
    }

    /** Ends all sessions of a bearer; how many there were. */
    public int deleteOf(BearerReference bearer) {
        return sql.deleteFrom(WEB_SESSIONS).where(borneBy(accountId, bearer)).execute();
    }

    static Condition borneBy(String accountId, BearerReference bearer) {
        return WEB_SESSIONS
                .ACCOUNT_ID
                .eq(accountId)
                .and(WEB_SESSIONS.BEARER_KIND.eq(bearer.kind().name()))
                .and(WEB_SESSIONS.BEARER_ID.eq(bearer.id()));
    }

    private static WebSession map(WebSessionsRecord row) {
        return new WebSession(
                row.getId(),
                new BearerReference(BearerReference.Kind.valueOf(row.getBearerKind()), row.getBearerId()),
                row.getProof(),
                row.getUserAgent(),
                instant(row.getCreated()),
                instant(row.getSeen()),
                instant(row.getExpiry()));
    }
}
