package dev.slipway.store;

import dev.slipway.model.ListQuery;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Slice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SortField;
import org.jooq.SortOrder;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

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
        return list(List.of(DSL.noCondition()), filter, page);
    }

    /** The same without a total, for tables that grow with what happens. */
    Slice<T> listUncounted(Condition filter, PageRequest page) {
        return part(
                filter,
                page,
                (window, order, limit, offset) -> merge(List.of(DSL.noCondition()), window, order, limit, offset),
                condition -> -1);
    }

    /**
     * A part of a list that lies in one or more ranges of indexes. Each range is read in the order of the list and no further
     * than the part needs, then they are merged: no engine has to sort all that fits.
     *
     * @param ranges conditions that exclude each other and leave out nothing that fits; none when nothing does
     */
    Slice<T> list(List<Condition> ranges, Condition filter, PageRequest page) {
        return part(
                filter,
                page,
                (window, order, limit, offset) -> merge(ranges, window, order, limit, offset),
                condition -> count(ranges, condition));
    }

    /**
     * A part of a list of few rows.
     *
     * @param source some rows of the table, under its name
     */
    Slice<T> listFrom(Table<?> source, Condition filter, PageRequest page) {
        return part(
                filter,
                page,
                (window, order, limit, offset) -> sql.select(table.fields())
                        .from(source)
                        .where(window)
                        .orderBy(order)
                        .limit(limit)
                        .offset(offset)
                        .fetchInto(table)
                        .map(this::map),
                condition -> sql.fetchCount(source, condition));
    }

    /** Reads the rows that fit in an order, from an offset. */
    @FunctionalInterface
    private interface Reading<T> {
        List<T> read(Condition window, List<SortField<?>> order, int limit, int offset);
    }

    private Slice<T> part(Condition filter, PageRequest page, Reading<T> reading, ToLongFunction<Condition> counting) {
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
        List<SortField<?>> order = page.ascending()
                ? List.of(createdField.asc(), idField.asc())
                : List.of(createdField.desc(), idField.desc());
        // One more than asked for tells whether there is more.
        List<T> found = new ArrayList<>(reading.read(window, order, page.size() + 1, offset));
        boolean hasMore = found.size() > page.size();
        if (hasMore) {
            found.removeLast();
        }
        long total = page instanceof PageRequest.Offset ? counting.applyAsLong(condition) : -1;
        return new Slice<>(List.copyOf(found), hasMore, total);
    }

    /** The rows of all ranges that fit, in an order that an index of each range has. */
    List<T> merge(List<Condition> ranges, Condition condition, List<SortField<?>> order, int limit, int offset) {
        if (ranges.isEmpty()) {
            return List.of();
        }
        if (ranges.size() == 1) {
            return sql.selectFrom(table)
                    .where(condition.and(ranges.getFirst()))
                    .orderBy(order)
                    .limit(limit)
                    .offset(offset)
                    .fetch(this::map);
        }
        @Nullable Select<Record> all = null;
        for (Condition range : ranges) {
            var part = sql.selectFrom(table)
                    .where(condition.and(range))
                    .orderBy(order)
                    .limit(offset + limit)
                    .asTable("part");
            Select<Record> rows = sql.select(part.fields()).from(part);
            all = all == null ? rows : all.unionAll(rows);
        }
        Table<Record> merged = Objects.requireNonNull(all).asTable("merged");
        return sql.select(merged.fields())
                .from(merged)
                .orderBy(order.stream().map(Rows::unqualified).toList())
                .limit(limit)
                .offset(offset)
                .fetch(row -> map(row.into(table)));
    }

    private static SortField<?> unqualified(SortField<?> sort) {
        Field<?> field = DSL.field(DSL.name(sort.getName()));
        return sort.getOrder() == SortOrder.ASC ? field.asc() : field.desc();
    }

    private long count(List<Condition> ranges, Condition condition) {
        long total = 0;
        for (Condition range : ranges) {
            total += sql.fetchCount(table, condition.and(range));
        }
        return total;
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

    /**
     * A page of a list whose reader says what is wanted by name.
     *
     * @param within the rows there are for the reader
     */
    Slice<T> list(ListFields fields, Condition within, ListQuery query) {
        Condition condition = present().and(within).and(fields.condition(query));
        List<T> found = sql.selectFrom(table)
                .where(condition)
                .orderBy(fields.order(query), idField.asc())
                .limit(query.limit())
                .offset(query.offset())
                .fetch(this::map);
        long total = sql.fetchCount(table, condition);
        return new Slice<>(List.copyOf(found), query.offset() + found.size() < total, total);
    }

    /** Removes the record with that id. */
    public void delete(String id) {
        sql.deleteFrom(table)
                .where(accountField.eq(accountId).and(idField.eq(id)))
                .execute();
    }
}
