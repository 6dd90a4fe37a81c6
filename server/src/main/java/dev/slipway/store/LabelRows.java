package dev.slipway.store;

import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.LABELS;

import dev.slipway.model.LabelKind;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;

/** The catalogues of channels, platforms and arches, which fill themselves. */
public final class LabelRows {
    private final DSLContext sql;
    private final String accountId;

    LabelRows(DSLContext sql, String accountId) {
        this.sql = sql;
        this.accountId = accountId;
    }

    /** The key of the entry with that id. */
    public Optional<String> findKey(LabelKind kind, String id) {
        return sql.select(LABELS.KEY)
                .from(LABELS)
                .where(LABELS.ACCOUNT_ID.eq(accountId).and(LABELS.ID.eq(id)).and(LABELS.KIND.eq(kind.name())))
                .fetchOptional(LABELS.KEY);
    }

    /** Adds an entry unless it is there. */
    public void note(LabelKind kind, String key, String freshId, Instant now) {
        sql.insertInto(LABELS)
                .set(LABELS.ACCOUNT_ID, accountId)
                .set(LABELS.ID, freshId)
                .set(LABELS.KIND, kind.name())
                .set(LABELS.KEY, key)
                .set(LABELS.CREATED, micros(now))
                .set(LABELS.UPDATED, micros(now))
                .onConflict(LABELS.ACCOUNT_ID, LABELS.KIND, LABELS.KEY)
                .doNothing()
                .execute();
    }
}
