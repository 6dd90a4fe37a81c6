package dev.slipway.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a list are wanted, in which order, and which page of them. Names and values are as a caller wrote them; the
 * store knows what they mean for each kind of record, and refuses those that mean nothing.
 *
 * @param criteria all of which must hold
 * @param text what one of the record's searched texts must contain, in any case; null for anything
 * @param order null for the oldest first
 * @param page from 1
 * @param limit how many records a page has
 */
public record ListQuery(
        List<Criterion> criteria,
        @Nullable String text,
        @Nullable Order order,
        int page,
        int limit) {

    /** Keeps a copy of the criteria. */
    public ListQuery {
        criteria = List.copyOf(criteria);
    }

    /** All records, oldest first. */
    public static ListQuery all(int page, int limit) {
        return new ListQuery(List.of(), null, null, page, limit);
    }

    /** The same with one more criterion. */
    public ListQuery and(Criterion criterion) {
        List<Criterion> more = new ArrayList<>(criteria);
        more.add(criterion);
        return new ListQuery(more, text, order, page, limit);
    }

    /** How many records come before the page. */
    public long offset() {
        return (page - 1L) * limit;
    }

    /** The value given for plain equality with a field, if any. */
    public Optional<String> equal(String field) {
        return criteria.stream()
                .filter(each -> each.field().equals(field)
                        && (each.operator() == null || each.operator() == Operator.EQ)
                        && each.values().size() == 1)
                .map(each -> each.values().getFirst())
                .findFirst();
    }

    /** The name a field is sorted by, and which way. */
    public record Order(String field, boolean ascending) {}

    /**
     * What must hold for one field.
     *
     * @param operator null where only a value was given: it must be equal, and the field may be one nobody knows
     * @param values at least one; more than one only for {@link Operator#IN} and {@link Operator#NIN}
     */
    public record Criterion(String field, @Nullable Operator operator, List<String> values) {
        /** Keeps a copy of the values. */
        public Criterion {
            values = List.copyOf(values);
        }

        /** The operator, equality where none was given. */
        public Operator operation() {
            return operator == null ? Operator.EQ : operator;
        }

        /** The first value. */
        public String value() {
            return values.getFirst();
        }
    }

    /** How a field is compared with a value. */
    public enum Operator {
        EQ,
        NE,
        SW,
        EW,
        CN,
        NC,
        IN,
        NIN,
        GT,
        GTE,
        LT,
        LTE;

        /** The name in addresses. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it takes several values. */
        public boolean takesList() {
            return this == IN || this == NIN;
        }

        /** The operator of that name, if there is one. */
        public static Optional<Operator> find(String key) {
            return Arrays.stream(values())
                    .filter(each -> each.key().equals(key.toLowerCase(Locale.ROOT)))
                    .findFirst();
        }
    }
}
