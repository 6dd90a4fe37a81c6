package dev.slipway.web;

import dev.slipway.http.QueryParameters;
import dev.slipway.problem.Fault;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor typed into a form, and what was wrong with it. Fields are named as the domain names the attributes, so that
 * refusals find their fields.
 */
public final class Form {
    private final List<String> fields;
    private final QueryParameters values;
    private final Map<String, String> errors;
    private final List<String> otherErrors;

    private Form(List<String> fields, QueryParameters values, Map<String, String> errors, List<String> otherErrors) {
        this.fields = fields;
        this.values = values;
        this.errors = errors;
        this.otherErrors = otherErrors;
    }

    /** A form with these fields and these values, e.g. those a link came with. */
    public static Form of(QueryParameters values, String... fields) {
        return new Form(List.of(fields), values, Map.of(), List.of());
    }

    /** A form that holds what there is, to be changed; null is an empty field. */
    public static Form filled(Map<String, @Nullable String> values) {
        String query = values.entrySet().stream()
                .filter(each -> each.getValue() != null)
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
        return of(QueryParameters.parse(query), values.keySet().toArray(String[]::new));
    }

    /** A form that nobody has filled in. */
    public static Form blank(String... fields) {
        return of(QueryParameters.parse(null), fields);
    }

    /** The same form with these values in it, e.g. those of what is to be changed. Fields that are not named are empty. */
    public Form withValues(Map<String, String> given) {
        return of(
                QueryParameters.parse(given.entrySet().stream()
                        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&"))),
                fields.toArray(String[]::new));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The value of a field, empty when there is none. */
    public String value(String field) {
        return Objects.requireNonNullElse(values.first(field), "");
    }

    /** The value of a field without spaces around it, or null when nothing is left. */
    public @Nullable String given(String field) {
        String value = value(field).strip();
        return value.isEmpty() ? null : value;
    }

    /** Every value of a field: those of boxes that were ticked. */
    public List<String> values(String field) {
        return values.all(field);
    }

    /** What is wrong with a field, to be read after its label; null for nothing. */
    public @Nullable String error(String field) {
        return errors.get(field);
    }

    /** What is wrong with no field in particular. */
    public List<String> otherErrors() {
        return otherErrors;
    }

    /** Whether anything is wrong. */
    public boolean isRefused() {
        return !errors.isEmpty() || !otherErrors.isEmpty();
    }

    /**
     * Lets a refusal pass that is not about what was typed, but about who asks or what is there: that is for a page of its own.
     *
     * @throws Refusal the same one
     */
    public static void rethrowUnlessOfForm(Refusal refusal) {
        int status = refusal.problem().status();
        if (status == 401 || status == 403 || status == 404) {
            throw refusal;
        }
    }

    /** The same form with what a use case found wrong with it. */
    public Form refused(Refusal refusal) {
        Map<String, String> placed = new HashMap<>(errors);
        List<String> others = new ArrayList<>(otherErrors);
        for (Fault fault : refusal.faults()) {
            String field = field(fault.source());
            if (field != null && fields.contains(field)) {
                placed.putIfAbsent(field, fault.detail());
            } else {
                others.add(field == null ? fault.detail() + "." : Text.about(Text.words(field), fault.detail()));
            }
        }
        return new Form(fields, values, Map.copyOf(placed), List.copyOf(others));
    }

    private static @Nullable String field(Source source) {
        return switch (source) {
            case Source.None none -> null;
            case Source.Header header -> null;
            case Source.Attribute attribute -> attribute.name();
            case Source.RelatedAttribute related -> related.name();
            case Source.RelatedItemAttribute item -> item.name();
            case Source.Relationship relationship -> relationship.name();
            case Source.RelationshipItem item -> item.name();
            case Source.Parameter parameter -> parameter.name();
            case Source.Pointer pointer ->
                pointer.path().substring(pointer.path().lastIndexOf('/') + 1);
        };
    }
}
