package dev.slipway.cryptlex;

import dev.slipway.http.QueryParameters;
import dev.slipway.model.ListQuery;
import dev.slipway.model.ListQuery.Criterion;
import dev.slipway.model.ListQuery.Operator;
import dev.slipway.model.ListQuery.Order;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads which part of a list is wanted: {@code page}, {@code limit}, {@code sort}, {@code query}, and every other parameter as
 * a criterion, {@code field=value} or {@code field[operator]=value}. An empty value says nothing. What the names of fields mean
 * is known further down.
 */
final class ListParameters {
    private static final int USUAL_LIMIT = 10;
    private static final int LARGEST_LIMIT = 100;
    private static final int MOST_CRITERIA = 50;
    private static final Set<String> RESERVED = Set.of("page", "limit", "sort", "query");
    /** Credentials and what the account is found by are no fields. */
    private static final Set<String> OTHERS = Set.of("auth", "token", "accountId");

    /** A name, perhaps an operator, perhaps the mark of a list. */
    private static final Pattern NAME = Pattern.compile("([^\\[\\]]+)(?:\\[([A-Za-z]+)])?(\\[[0-9]*])?");

    private static final Pattern SORT =
            Pattern.compile("\\s*([-+]?)([A-Za-z][A-Za-z0-9._-]*)(?::(asc|desc))?\\s*", Pattern.CASE_INSENSITIVE);

    private ListParameters() {}

    /**
     * What a query wants.
     *
     * @throws Refusal 400 naming the parameter that cannot be read
     */
    static ListQuery read(QueryParameters query) {
        int page = number(query, "page", 1, Integer.MAX_VALUE, 1);
        int limit = number(query, "limit", 1, LARGEST_LIMIT, USUAL_LIMIT);
        return new ListQuery(criteria(query), given(query, "query"), order(given(query, "sort")), page, limit);
    }

    private static @Nullable String given(QueryParameters query, String name) {
        String value = query.first(name);
        return value == null || value.isBlank() ? null : value;
    }

    private static int number(QueryParameters query, String name, int least, int most, int usual) {
        String value = given(query, name);
        if (value == null) {
            return usual;
        }
        if (value.matches("[0-9]{1,18}")) {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return (int) number;
            }
        }
        throw refusal(name, "must be a whole number from %d to %d".formatted(least, most));
    }

    private static @Nullable Order order(@Nullable String sort) {
        if (sort == null) {
            return null;
        }
        Matcher matcher = SORT.matcher(sort);
        if (!matcher.matches()) {
            throw refusal("sort", "must be field, -field, +field, field:asc or field:desc");
        }
        String way = matcher.group(3);
        boolean descending = matcher.group(1).equals("-") || (way != null && way.equalsIgnoreCase("desc"));
        return new Order(matcher.group(2), !descending);
    }

    private record Target(String field, @Nullable Operator operator) {}

    private static List<Criterion> criteria(QueryParameters query) {
        List<Criterion> criteria = new ArrayList<>();
        Map<Target, List<String>> lists = new LinkedHashMap<>();
        for (QueryParameters.Entry entry : query.entries()) {
            if (entry.value().isEmpty() || RESERVED.contains(entry.name()) || OTHERS.contains(entry.name())) {
                continue;
            }
            Target target = target(entry.name());
            if (target.operator() != null && target.operator().takesList()) {
                lists.computeIfAbsent(target, each -> new ArrayList<>()).addAll(values(entry));
            } else {
                criteria.add(new Criterion(target.field(), target.operator(), List.of(entry.value())));
            }
        }
        lists.forEach((target, values) -> {
            if (!values.isEmpty()) {
                criteria.add(new Criterion(target.field(), target.operator(), values));
            }
        });
        if (criteria.size() > MOST_CRITERIA) {
            throw Refusal.of(Problem.BAD_REQUEST, "At most %d filters can be combined".formatted(MOST_CRITERIA));
        }
        return criteria;
    }

    private static Target target(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw refusal(name, "must be a field, or a field and an operator in brackets");
        }
        String word = matcher.group(2);
        boolean isList = matcher.group(3) != null;
        if (word == null) {
            return new Target(matcher.group(1), isList ? Operator.IN : null);
        }
        Operator operator = Operator.find(word)
                .filter(found -> !isList || found.takesList())
                .orElseThrow(() -> refusal(
                        name, "must have one of the operators " + String.join(", ", operators()) + " in brackets"));
        return new Target(matcher.group(1), operator);
    }

    private static List<String> operators() {
        return Arrays.stream(Operator.values()).map(Operator::key).toList();
    }

    /** Values between commas or, to have commas in them, in a JSON array. In a list that is spelled out, each is as it is. */
    private static List<String> values(QueryParameters.Entry entry) {
        if (entry.name().endsWith("]")
                && Pattern.compile("\\[[0-9]*]$").matcher(entry.name()).find()) {
            return List.of(entry.value());
        }
        return Json.strings(entry.value())
                .orElseGet(() -> Arrays.asList(entry.value().split(",", -1)))
                .stream()
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static Refusal refusal(String parameter, String detail) {
        return Refusal.of(Problem.BAD_REQUEST, detail, Source.parameter(parameter));
    }
}
