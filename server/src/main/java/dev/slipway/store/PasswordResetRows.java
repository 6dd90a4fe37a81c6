package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.PASSWORD_RESETS;

import java.time.Instant;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** Who may set a new password without the old one. */
public final class PasswordResetRows {
    private final DSLContext sql;
    private final String accountId;

    PasswordResetRows(DSLContext sql, String accountId) {
        this.sql = sql;
        this.accountId = accountId;
    }

    /**
     * What was given out to a user.
     *
     * @param tokenHash the keyed hash of the secret that must be presented
     */
    public record PasswordReset(String tokenHash, Instant created) {}

    /** What was given out to a user last. */
    public Optional<PasswordReset> find(String userId) {
        return sql.selectFrom(PASSWORD_RESETS)
                .where(of(userId))
                .fetchOptional(row -> new PasswordReset(row.getTokenHash(), instant(row.getCreated())));
    }

    /** Notes what was given out to a user; what was given out before is void. */
    public void replace(String userId, PasswordReset reset) {
        sql.insertInto(PASSWORD_RESETS)
                .set(PASSWORD_RESETS.ACCOUNT_ID, accountId)
                .set(PASSWORD_RESETS.USER_ID, userId)
                .set(PASSWORD_RESETS.TOKEN_HASH, reset.tokenHash())
                .set(PASSWORD_RESETS.CREATED, micros(reset.created()))
                .onConflict(PASSWORD_RESETS.ACCOUNT_ID, PASSWORD_RESETS.USER_ID)
                .doUpdate()
                .set(PASSWORD_RESETS.TOKEN_HASH, reset.tokenHash())
                .set(PASSWORD_RESETS.CREATED, micros(reset.created()))
                .execute();
    }

    /** Makes what was given out to a user void; whether there was anything. */
    public boolean delete(String userId) {
        return sql.deleteFrom(PASSWORD_RESETS).where(of(userId)).execute() > 0;
    }

    private Condition of(String userId) {
        return PASSWORD_RESETS.ACCOUNT_ID.eq(accountId).and(PASSWORD_RESETS.USER_ID.eq(userId));
    }
}
