package dev.slipway.store;

import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.not;

import dev.slipway.model.Aliases;
import dev.slipway.model.ListQuery;
import dev.slipway.model.ListQuery.Criterion;
import dev.slipway.model.ListQuery.Operator;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SortField;
import org.jspecify.annotations.Nullable;

/**
 * By which fields the records of one kind can be filtered, searched and sorted: the one table from the names that callers use
 * to columns. A criterion judges rows that were found by the list's own index or chooses a better one; it never changes the
 * order. What may be sorted by is said apart, because that needs an index where records are many.
 */
final class ListFields {
    private static final Set<Operator> TEXT_OPERATORS = EnumSet.of(
            Operator.EQ, Operator.NE, Operator.SW, Operator.EW, Operator.CN, Operator.NC, Operator.IN, Operator.NIN);
    private static final Set<Operator> HASH_OPERATORS = EnumSet.of(Operator.EQ, Operator.NE, Operator.IN, Operator.NIN);
    private static final Set<Operator> NUMBER_OPERATORS =
            EnumSet.of(Operator.EQ, Operator.NE, Operator.GT, Operator.GTE, Operator.LT, Operator.LTE);
    private static final Set<Operator> FLAG_OPERATORS = EnumSet.of(Operator.EQ, Operator.NE);

    private final Map<String, Filter> filters;
    private final Map<String, Field<?>> orders;
    private final List<Field<String>> searched;
    private final Field<Long> created;

    private ListFields(Builder builder) {
        this.filters = Map.copyOf(builder.filters);
        this.orders = Map.copyOf(builder.orders);
        this.searched = List.copyOf(builder.searched);
        this.created = builder.created;
    }

    /** Makes a condition of a criterion whose operator was found to fit. */
    @FunctionalInterface
    private interface Judge {
        Condition judge(Criterion criterion);
    }

    private record Filter(
            Set<Operator> operators, Judge judge, @Nullable Field<?> column) {}

    /**
     * Begins with the time of creation, by which every list can be filtered and sorted.
     *
     * @param created the column of the time that is the list's usual order
     */
    static Builder of(Field<Long> created) {
        return new Builder(created).time("createdAt", created).sortedBy("createdAt");
    }

    /** Gathers fields. */
    static final class Builder {
        private final Map<String, Filter> filters = new LinkedHashMap<>();
        private final Map<String, Field<?>> orders = new LinkedHashMap<>();
        private final List<Field<String>> searched = new ArrayList<>();
        private final Field<Long> created;

        private Builder(Field<Long> created) {
            this.created = created;
        }

        /** A text; compared as it is. */
        Builder text(String name, Field<String> column) {
            return text(name, column, UnaryOperator.identity(), column, UnaryOperator.identity());
        }

        /** A text that a record has any number of, or that lies in another table. */
        Builder anyText(String name, Field<String> column, UnaryOperator<Condition> exists) {
            return anyFolded(name, column, UnaryOperator.identity(), exists);
        }

        /** As {@link #anyText}, of texts that are stored in another form than callers write them in. */
        Builder anyFolded(
                String name, Field<String> column, UnaryOperator<String> folding, UnaryOperator<Condition> exists) {
            return text(name, column, folding, null, exists);
        }

        /** A text that is stored in another form than callers write it in, such as folded to lower case. */
        Builder folded(String name, Field<String> column, UnaryOperator<String> folding) {
            return text(name, column, folding, column, UnaryOperator.identity());
        }

        /** An id, which callers may write in any case. */
        Builder id(String name, Field<String> column) {
            return folded(name, column, Aliases::canonical);
        }

        /** A secret of which only a hash is stored: it can be named whole, but no part of it. */
        Builder hashed(String name, Field<String> column, UnaryOperator<String> hash) {
            return add(
                    name,
                    HASH_OPERATORS,
                    criterion -> ListConditions.ofText(column, criterion, hash, UnaryOperator.identity()),
                    null);
        }

        private Builder text(
                String name,
                Field<String> column,
                UnaryOperator<String> form,
                @Nullable Field<?> order,
                UnaryOperator<Condition> exists) {
            return add(
                    name, TEXT_OPERATORS, criterion -> ListConditions.ofText(column, criterion, form, exists), order);
        }

        /** A whole number. */
        Builder number(String name, Field<Long> column) {
            return add(
                    name,
                    NUMBER_OPERATORS,
                    criterion ->
                            ListConditions.compare(column, criterion.operation(), ListConditions.asNumber(criterion)),
                    column);
        }

        /** A time, stored in microseconds. */
        Builder time(String name, Field<Long> column) {
            return add(
                    name,
                    NUMBER_OPERATORS,
                    criterion ->
                            ListConditions.compare(column, criterion.operation(), ListConditions.asTime(criterion)),
                    column);
        }

        /** Something that is so or not. */
        Builder flag(String name, Condition holds) {
            return add(
                    name,
                    FLAG_OPERATORS,
                    criterion -> ListConditions.asFlag(criterion) == (criterion.operation() == Operator.EQ)
                            ? holds
                            : not(holds),
                    null);
        }

        private Builder add(String name, Set<Operator> operators, Judge judge, @Nullable Field<?> order) {
            filters.put(name, new Filter(operators, judge, order));
            return this;
        }

        /** Which of the fields named so far lists can be sorted by. */
        Builder sortedBy(String... names) {
            for (String name : names) {
                Filter filter = filters.get(name);
                if (filter == null || filter.column() == null) {
                    throw new IllegalArgumentException("Cannot be sorted by: " + name);
                }
                orders.put(name, filter.column());
            }
            return this;
        }

        /** Lists can be sorted by a field of that name, whose order lies in a column of its own. */
        Builder sortedBy(String name, Field<?> column) {
            orders.put(name, column);
            return this;
        }

        /** Which texts a free text is looked for in. */
        @SafeVarargs
        @SuppressWarnings("varargs")
        final Builder searched(Field<String>... columns) {
            searched.addAll(Arrays.asList(columns));
            return this;
        }

        ListFields build() {
            return new ListFields(this);
        }
    }

    /**
     * The rows that a query wants.
     *
     * @throws Refusal 400 naming the parameter that means nothing here
     */
    Condition condition(ListQuery query) {
        Condition condition = noCondition();
        for (Criterion criterion : query.criteria()) {
            Filter filter = filters.get(criterion.field());
            if (filter != null) {
                condition = condition.and(judge(filter, criterion));
            } else if (criterion.operator() != null) {
                throw ListConditions.refusal(criterion, "is not a field of these records; there are " + names(filters));
            }
        }
        if (query.text() != null) {
            condition = condition.and(searches(query.text()));
        }
        return condition;
    }

    private static Condition judge(Filter filter, Criterion criterion) {
        if (!filter.operators().contains(criterion.operation())) {
            String fitting = filter.operators().stream().map(Operator::key).collect(Collectors.joining(", "));
            throw ListConditions.refusal(criterion, "takes one of the operators " + fitting);
        }
        return filter.judge().judge(criterion);
    }

    private Condition searches(String text) {
        return searched.stream()
                .map(column -> SearchConditions.holds(column, text))
                .reduce(Condition::or)
                .orElse(noCondition());
    }

    /**
     * The order of a list, without the id that makes it whole.
     *
     * @throws Refusal 400 when it cannot be sorted by that
     */
    SortField<?> order(ListQuery query) {
        if (query.order() == null) {
            return created.asc();
        }
        Field<?> column = orders.get(query.order().field());
        if (column == null) {
            throw Refusal.of(
                    Problem.BAD_REQUEST, "can name one of the fields " + names(orders), Source.parameter("sort"));
        }
        boolean ascending = query.order().ascending();
        SortField<?> order = ascending ? column.asc() : column.desc();
        if (!column.getDataType().nullable()) {
            return order;
        }
        // Both engines agree on the place of what is missing only when told.
        return ascending ? order.nullsFirst() : order.nullsLast();
    }

    private static String names(Map<String, ?> fields) {
        return String.join(", ", new TreeMap<>(fields).keySet());
    }
}
