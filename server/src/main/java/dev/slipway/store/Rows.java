package dev.slipway.store;

import dev.slipway.model.PageRequest;
import dev.slipway.model.Slice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectLimitStep;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/** What all tables of an account share: look-up by id and lists by creation time. */
abstract class Rows<R extends Record, T> {
    protected final DSLContext sql;
    protected final String accountId;
    private final Table<R> table;
    private final TableField<R, String> accountField;
    private final TableField<R, String> idField;
    private final TableField<R, Long> createdField;

    Rows(
            DSLContext sql,
            String accountId,
            Table<R> table,
            TableField<R, String> accountField,
            TableField<R, String> idField,
            TableField<R, Long> createdField) {
        this.sql = sql;
        this.accountId = accountId;
        this.table = table;
        this.accountField = accountField;
        this.idField = idField;
        this.createdField = createdField;
    }

    /** The row as a noun of the domain. */
    abstract T map(R row);

    /** The rows there are: of this account, and not marked as deleted. */
    Condition present() {
        return accountField.eq(accountId);
    }

    /** The record with that id. */
    public Optional<T> find(String id) {
        return findFirst(idField.eq(id));
    }

    /** Those of these ids that there are, oldest first. */
    public List<T> findAll(Collection<String> ids) {
        return ids.isEmpty() ? List.of() : fetch(idField.in(ids));
    }

    /** The oldest record that fits. */
    Optional<T> findFirst(Condition condition) {
        return sql.selectFrom(table)
                .where(present().and(condition))
                .orderBy(createdField.asc(), idField.asc())
                .limit(1)
                .fetchOptional(this::map);
    }

    List<T> fetch(Condition condition) {
        return sql.selectFrom(table)
                .where(present().and(condition))
                .orderBy(createdField.asc(), idField.asc())
                .fetch(this::map);
    }

    boolean exists(Condition condition) {
        return sql.fetchExists(table, present().and(condition));
    }

    Slice<T> list(Condition filter, PageRequest page) {
        return list(table, filter, page);
    }

    /**
     * A part of the rows that fit.
     *
     * @param source the table itself, or some of its rows under its name
     */
    Slice<T> list(Table<?> source, Condition filter, PageRequest page) {
        Condition condition = present().and(filter);
        Condition window = condition;
        int offset = 0;
        switch (page) {
            case PageRequest.Limit limit -> {}
            case PageRequest.Offset wanted -> offset = (wanted.number() - 1) * wanted.size();
            case PageRequest.Cursor cursor -> {
                if (cursor.after() != null) {
                    window = condition.and(after(cursor.after(), cursor.ascending()));
                }
            }
        }
        var matching = sql.select(table.fields()).from(source).where(window);
        SelectLimitStep<Record> ordered = page.ascending()
                ? matching.orderBy(createdField.asc(), idField.asc())
                : matching.orderBy(createdField.desc(), idField.desc());
        // One more than asked for tells whether there is more.
        List<T> found = new ArrayList<>(
                ordered.limit(page.size() + 1).offset(offset).fetchInto(table).map(this::map));
        boolean hasMore = found.size() > page.size();
        if (hasMore) {
            found.removeLast();
        }
        long total = page instanceof PageRequest.Offset ? sql.fetchCount(source, condition) : -1;
        return new Slice<>(List.copyOf(found), hasMore, total);
    }

    private Condition after(String id, boolean ascending) {
        Long created = sql.select(createdField)
                .from(table)
                .where(accountField.eq(accountId).and(idField.eq(id)))
                .fetchOne(createdField);
        if (created == null) {
            return DSL.falseCondition();
        }
        return ascending
                ? DSL.row(createdField, idField).gt(created, id)
                : DSL.row(createdField, idField).lt(created, id);
    }

    /** Removes the record with that id. */
    public void delete(String id) {
        sql.deleteFrom(table)
                .where(accountField.eq(accountId).and(idField.eq(id)))
                .execute();
    }
}
