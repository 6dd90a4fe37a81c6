package dev.slipway.store;

import static org.jooq.impl.DSL.length;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.position;
import static org.jooq.impl.DSL.substring;

import dev.slipway.model.ListQuery.Criterion;
import dev.slipway.model.ListQuery.Operator;
import dev.slipway.model.Timestamps;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jooq.Condition;
import org.jooq.Field;

/** What a criterion of a list means for a column of one type. */
final class ListConditions {
    private ListConditions() {}

    static Condition ofText(
            Field<String> column, Criterion criterion, UnaryOperator<String> form, UnaryOperator<Condition> exists) {
        List<String> values = criterion.values().stream().map(form).toList();
        String value = values.getFirst();
        // No patterns, so no character of a value has a meaning of its own.
        return switch (criterion.operation()) {
            case EQ -> exists.apply(column.eq(value));
            case NE -> without(column, exists, column.eq(value));
            case IN -> exists.apply(column.in(values));
            case NIN -> without(column, exists, column.in(values));
            case CN -> exists.apply(position(column, value).gt(0));
            case NC -> without(column, exists, position(column, value).gt(0));
            case SW -> exists.apply(substring(column, 1, characters(value)).eq(value));
            case EW ->
                exists.apply(length(column)
                        .ge(characters(value))
                        .and(substring(column, length(column).minus(characters(value) - 1))
                                .eq(value)));
            default -> throw new IllegalStateException("Not for texts: " + criterion.operation());
        };
    }

    /** What is missing is unlike everything. */
    private static Condition without(Field<String> column, UnaryOperator<Condition> exists, Condition like) {
        return not(exists.apply(column.isNotNull().and(like)));
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    static Condition compare(Field<Long> column, Operator operator, long value) {
        return switch (operator) {
            case EQ -> column.eq(value);
            case NE -> column.isNull().or(column.ne(value));
            case GT -> column.gt(value);
            case GTE -> column.ge(value);
            case LT -> column.lt(value);
            case LTE -> column.le(value);
            default -> throw new IllegalStateException("Not for numbers: " + operator);
        };
    }

    static long asNumber(Criterion criterion) {
        try {
            return Long.parseLong(criterion.value());
        } catch (NumberFormatException e) {
            throw refusal(criterion, "must be a whole number");
        }
    }

    static long asTime(Criterion criterion) {
        return Timestamps.parse(criterion.value())
                .map(Columns::micros)
                .orElseThrow(() -> refusal(criterion, "must be a time such as 2026-03-01T09:00:00Z"));
    }

    static boolean asFlag(Criterion criterion) {
        String value = criterion.value();
        if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
            return Boolean.parseBoolean(value);
        }
        throw refusal(criterion, "must be true or false");
    }

    static Refusal refusal(Criterion criterion, String detail) {
        String name = criterion.operator() == null
                ? criterion.field()
                : criterion.field() + "[" + criterion.operator().key() + "]";
        return Refusal.of(Problem.BAD_REQUEST, detail, Source.parameter(name));
    }
}
