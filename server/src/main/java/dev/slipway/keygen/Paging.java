package dev.slipway.keygen;

import dev.slipway.http.QueryParameters;
import dev.slipway.model.Aliases;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Slice;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Which part of a list is asked for, and the links to its other parts. */
final class Paging {
    private static final int LARGEST = 100;
    private static final int USUAL = 10;
    private static final String NUMBER = "page[number]";
    private static final String SIZE = "page[size]";
    private static final String CURSOR = "page[cursor]";
    private static final Set<String> SECRET = Set.of("token", "auth");

    private Paging() {}

    /**
     * The part that a query asks for.
     *
     * @throws Refusal 400 naming the parameter
     */
    static PageRequest read(QueryParameters query) {
        int limit = bounded(query, "limit", USUAL);
        boolean ascending = ascending(query);
        boolean numbered = query.first(NUMBER) != null;
        boolean keyed = query.first(CURSOR) != null;
        if (numbered && !keyed) {
            return new PageRequest.Offset(bounded(query, NUMBER, 1), bounded(query, SIZE, limit), ascending);
        }
        if (keyed && !numbered) {
            return new PageRequest.Cursor(cursor(query), bounded(query, SIZE, limit), ascending);
        }
        boolean anyPage = query.names().stream().anyMatch(name -> name.equals("page") || name.startsWith("page["));
        if (anyPage) {
            throw refuse("page", "must be an object with either number or cursor");
        }
        return new PageRequest.Limit(limit, ascending);
    }

    private static boolean ascending(QueryParameters query) {
        String order = query.first("order");
        if (order == null || order.isBlank()) {
            return false;
        }
        return switch (order.toLowerCase(Locale.ROOT)) {
            case "asc" -> true;
            case "desc" -> false;
            default -> throw refuse("order", "must be either asc or desc");
        };
    }

    private static int bounded(QueryParameters query, String name, int otherwise) {
        String text = query.first(name);
        if (text == null) {
            return otherwise;
        }
        boolean digits = !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int value = digits ? Integer.parseInt(text) : 0;
        if (value < 1 || value > LARGEST) {
            throw refuse(name, "must be a number between 1 and %d (inclusive)".formatted(LARGEST));
        }
        return value;
    }

    private static @Nullable String cursor(QueryParameters query) {
        String cursor = query.first(CURSOR);
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        if (!Aliases.isIdLike(cursor)) {
            throw refuse(CURSOR, "must be a UUID");
        }
        return Aliases.canonical(cursor);
    }

    private static Refusal refuse(String parameter, String detail) {
        return Refusal.of(Problem.BAD_REQUEST, detail, Source.parameter(parameter));
    }

    /** The links of a list; none unless the client pages. */
    static ObjectNode links(Context context, PageRequest page, Slice<?> slice, @Nullable String lastId) {
        ObjectNode links = Json.NODES.objectNode();
        switch (page) {
            case PageRequest.Limit limit -> {}
            case PageRequest.Offset offset -> {
                links.put("self", numbered(context, offset, offset.number()));
                links.put("prev", offset.number() > 1 ? numbered(context, offset, offset.number() - 1L) : null);
                links.put("next", slice.hasMore() ? numbered(context, offset, offset.number() + 1L) : null);
                if (slice.total() >= 0) {
                    long pages = Math.max(1, (slice.total() + offset.size() - 1) / offset.size());
                    links.put("first", numbered(context, offset, 1));
                    links.put("last", numbered(context, offset, pages));
                    links.putObject("meta").put("pages", pages).put("count", slice.total());
                }
            }
            case PageRequest.Cursor cursor -> {
                String here = cursor.after() == null ? "" : cursor.after();
                links.put("self", keyed(context, cursor, here));
                links.put("next", slice.hasMore() && lastId != null ? keyed(context, cursor, lastId) : null);
            }
        }
        return links;
    }

    private static String numbered(Context context, PageRequest.Offset page, long number) {
        return address(context, Map.of(NUMBER, Long.toString(number), SIZE, Integer.toString(page.size())));
    }

    private static String keyed(Context context, PageRequest.Cursor page, String after) {
        return address(context, Map.of(CURSOR, after, SIZE, Integer.toString(page.size())));
    }

    /** The path as requested, with the query's parameters sorted, these instead of its own, and without secrets. */
    private static String address(Context context, Map<String, String> replaced) {
        TreeMap<String, StringBuilder> parameters = new TreeMap<>();
        for (QueryParameters.Entry entry : context.query().entries()) {
            if (!SECRET.contains(entry.name()) && !replaced.containsKey(entry.name())) {
                append(parameters, entry.name(), entry.value());
            }
        }
        replaced.forEach((name, value) -> append(parameters, name, value));
        return context.request().path() + "?" + String.join("&", parameters.values());
    }

    private static void append(Map<String, StringBuilder> parameters, String name, String value) {
        StringBuilder text = parameters.computeIfAbsent(name, missing -> new StringBuilder());
        text.append(text.isEmpty() ? "" : "&").append(encode(name)).append('=').append(encode(value));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
