package dev.slipway.store;

import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;

/** Rows that are read, judged and written back: what was read must still hold when it is written. */
abstract class LockableRows<R extends Record, T> extends Rows<R, T> {
    private final Table<R> table;
    private final TableField<R, String> idField;
    private final boolean lockRows;

    /**
     * @param lockRows whether the engine has concurrent writers, and so rows to lock
     */
    LockableRows(
            DSLContext sql,
            String accountId,
            Table<R> table,
            TableField<R, String> accountField,
            TableField<R, String> idField,
            TableField<R, Long> createdField,
            boolean lockRows) {
        super(sql, accountId, table, accountField, idField, createdField);
        this.table = table;
        this.idField = idField;
        this.lockRows = lockRows;
    }

    /** The record with that id as it is now; other writers of it wait until this transaction ends. */
    public Optional<T> findForUpdate(String id) {
        var found = sql.selectFrom(table).where(present().and(idField.eq(id)));
        return lockRows ? found.forUpdate().fetchOptional(this::map) : found.fetchOptional(this::map);
    }

    boolean locksRows() {
        return lockRows;
    }
}
