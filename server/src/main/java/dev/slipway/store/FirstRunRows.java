package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.FIRST_RUNS;

import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;

/** The one chance to set an account up in a browser. */
public final class FirstRunRows {
    private final DSLContext sql;
    private final String accountId;

    FirstRunRows(DSLContext sql, String accountId) {
        this.sql = sql;
        this.accountId = accountId;
    }

    /**
     * What was given to whoever started the program.
     *
     * @param userId the administrator it is about
     * @param codeHash the keyed hash of the code that must be presented
     */
    public record FirstRun(String userId, String codeHash, Instant created) {}

    /** The chance, unless it was used. */
    public Optional<FirstRun> find() {
        return sql.selectFrom(FIRST_RUNS)
                .where(FIRST_RUNS.ACCOUNT_ID.eq(accountId))
                .fetchOptional(row -> new FirstRun(row.getUserId(), row.getCodeHash(), instant(row.getCreated())));
    }

    /** Gives the chance. */
    public void insert(FirstRun chance) {
        sql.insertInto(FIRST_RUNS)
                .set(FIRST_RUNS.ACCOUNT_ID, accountId)
                .set(FIRST_RUNS.USER_ID, chance.userId())
                .set(FIRST_RUNS.CODE_HASH, chance.codeHash())
                .set(FIRST_RUNS.CREATED, micros(chance.created()))
                .execute();
    }

    /** Takes the chance away; whether it was still there. */
    public boolean delete() {
        return sql.deleteFrom(FIRST_RUNS)
                        .where(FIRST_RUNS.ACCOUNT_ID.eq(accountId))
                        .execute()
                > 0;
    }
}
