package dev.slipway.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which handler takes which request. Filled before the server starts, unchanged afterwards.
 *
 * <p>A template is a path whose segments are literal, {@code {name}} (one segment, not empty), {@code {name:uuid}} (one
 * segment, a UUID in any case) or, at the end, {@code {name...}} (all that is left, slashes included, not empty). Paths are
 * split first and decoded afterwards, so an escaped slash stays inside its segment. A literal goes before a UUID and that
 * before any other parameter; a route whose method does not match leaves the path to the next that does.
 */
public final class Router {
    static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private static final String UUID_MARK = ":uuid";
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final Node root = new Node();
    private final List<View> views = new ArrayList<>();
    private final SortedSet<String> registered = new TreeSet<>();

    record Route(String template, List<String> names, Handler handler, boolean transfer) {}

    record Match(Route route, List<String> values) {}

    record View(String prefix, ErrorRenderer renderer, Fallback fallback) {
        boolean covers(String path) {
            return prefix.equals("/")
                    || (path.startsWith(prefix)
                            && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/'));
        }
    }

    private static final class Node {
        final Map<String, Node> literals = new HashMap<>();
        final Map<String, Route> routes = new HashMap<>();
        final Map<String, Route> restRoutes = new HashMap<>();

        @Nullable
        Node uuid;

        @Nullable
        Node parameter;

        Node uuidNode() {
            if (uuid == null) {
                uuid = new Node();
            }
            return uuid;
        }

        Node parameterNode() {
            if (parameter == null) {
                parameter = new Node();
            }
            return parameter;
        }
    }

    /**
     * Registers a route whose handler works in memory. A GET route answers HEAD as well.
     *
     * @throws IllegalArgumentException if the template is not well-formed or taken
     */
    public Router register(String method, String template, Handler handler) {
        return add(method, template, handler, false);
    }

    /**
     * Registers a route that moves many bytes for as long as the client pleases. It counts against the bound for
     * transfers, not against that for requests.
     *
     * @throws IllegalArgumentException if the template is not well-formed or taken
     */
    public Router registerTransfer(String method, String template, Handler handler) {
        return add(method, template, handler, true);
    }

    /**
     * Sets who answers failures and unknown routes under a path prefix; the longest prefix wins, and {@code /} must exist.
     *
     * @param prefix a path such as {@code /v1}, which also covers {@code /v1/anything} but not {@code /v10}
     */
    public Router view(String prefix, ErrorRenderer renderer, Fallback fallback) {
        if (!prefix.equals("/") && (!prefix.startsWith("/") || prefix.endsWith("/"))) {
            throw new IllegalArgumentException("A prefix starts with a slash and does not end with one: " + prefix);
        }
        if (views.stream().anyMatch(view -> view.prefix().equals(prefix))) {
            throw new IllegalArgumentException("There is a view already: " + prefix);
        }
        views.add(new View(prefix, renderer, fallback));
        views.sort(
                Comparator.comparingInt((View view) -> view.prefix().length()).reversed());
        return this;
    }

    private Router add(String method, String template, Handler handler, boolean transfer) {
        if (!METHODS.contains(method) || !template.startsWith("/")) {
            throw new IllegalArgumentException("Not a route: " + method + " " + template);
        }
        List<String> names = new ArrayList<>();
        Node node = root;
        boolean rest = false;
        for (String segment : template.substring(1).split("/", -1)) {
            boolean variable = segment.startsWith("{") && segment.endsWith("}");
            String name = variable ? segment.substring(1, segment.length() - 1) : segment;
            if (rest) {
                throw new IllegalArgumentException("Nothing may follow the rest of a path: " + template);
            }
            rest = variable && name.endsWith("...");
            name = rest ? name.substring(0, name.length() - 3) : name;
            boolean isUuid = variable && !rest && name.endsWith(UUID_MARK);
            name = isUuid ? name.substring(0, name.length() - UUID_MARK.length()) : name;
            if (name.contains("{") || name.contains("}") || (variable && (name.isEmpty() || names.contains(name)))) {
                throw new IllegalArgumentException("Not a template: " + template);
            }
            if (variable) {
                names.add(name);
            }
            if (isUuid) {
                node = node.uuidNode();
            } else if (!rest) {
                node = variable ? node.parameterNode() : node.literals.computeIfAbsent(name, _ -> new Node());
            }
        }
        Route route = new Route(template, List.copyOf(names), handler, transfer);
        if ((rest ? node.restRoutes : node.routes).putIfAbsent(method, route) != null) {
            throw new IllegalArgumentException("The route is taken: " + method + " " + template);
        }
        registered.add(method + " " + template);
        return this;
    }

    /** Method and template of every route, e.g. {@code GET /v1/releases/{id}}. */
    public SortedSet<String> routes() {
        return Collections.unmodifiableSortedSet(registered);
    }

    /** Finds the route of a path; null when there is none. */
    @Nullable
    Match find(String method, String path) {
        String[] segments = segments(path);
        String[] values = new String[segments.length];
        Route route = find(root, method, segments, 0, values, 0);
        return route == null ? null : new Match(route, Arrays.asList(values));
    }

    /** The methods that {@link #find} would take for this path. */
    SortedSet<String> methods(String path) {
        SortedSet<String> methods = new TreeSet<>();
        String[] segments = segments(path);
        for (String method : METHODS) {
            if (find(root, method, segments, 0, new String[segments.length], 0) != null) {
                methods.add(method);
            }
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }

    /** The view a raw path belongs to. */
    View viewOf(String path) {
        for (View view : views) {
            if (view.covers(path)) {
                return view;
            }
        }
        throw new IllegalStateException("There is no view for the prefix /");
    }

    private static @Nullable Route find(
            Node node, String method, String[] segments, int index, String[] values, int captured) {
        if (index == segments.length) {
            return node.routes.get(method);
        }
        String segment = segments[index];
        Node literal = node.literals.get(segment);
        if (literal != null) {
            Route route = find(literal, method, segments, index + 1, values, captured);
            if (route != null) {
                return route;
            }
        }
        Node uuid = node.uuid;
        if (uuid != null && UUID.matcher(segment).matches()) {
            values[captured] = segment;
            Route route = find(uuid, method, segments, index + 1, values, captured + 1);
            if (route != null) {
                return route;
            }
        }
        Node parameter = node.parameter;
        if (parameter != null && !segment.isEmpty()) {
            values[captured] = segment;
            Route route = find(parameter, method, segments, index + 1, values, captured + 1);
            if (route != null) {
                return route;
            }
        }
        Route rest = node.restRoutes.get(method);
        if (rest == null || (segment.isEmpty() && index == segments.length - 1)) {
            return null;
        }
        values[captured] = String.join("/", List.of(segments).subList(index, segments.length));
        return rest;
    }

    private static String[] segments(String path) {
        int count = 0;
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '/') {
                count++;
            }
        }
        String[] segments = new String[count];
        int start = 1;
        for (int i = 0; i < count; i++) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            segments[i] = PercentDecoding.decode(path, start, end, false);
            start = end + 1;
        }
        return segments;
    }
}
