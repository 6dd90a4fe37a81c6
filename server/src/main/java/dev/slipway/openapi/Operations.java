package dev.slipway.openapi;

import dev.slipway.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes out the operations of /v1. The short form is {@code METHOD /path} with {@code id}, {@code summary}, {@code
 * description}, {@code permission}, {@code public} (needs no credentials), {@code security}, {@code parameters} (names of
 * components, or of groups of them), {@code body} or {@code optionalBody}, {@code answers} (status to schema, after a media type where it is not JSON) and {@code
 * errors} (the codes beyond those that every operation knows, with a status before those that are told apart by it). {@code UPDATE} stands for PATCH and PUT.
 */
final class Operations {
    private static final Pattern PATH_PARAMETER = Pattern.compile("([^/{}]+)/\\{([^}]+)}");
    private static final Map<String, String> OUTCOMES = Map.of(
            "200", "Done.",
            "201", "Created; `Location` is its address.",
            "204", "Done; there is nothing to tell.",
            "303", "`Location` is where the bytes are.",
            "307", "`Location` is where to send the bytes.");

    private final ObjectNode document;
    private final ObjectNode common;

    /**
     * Writes into a document.
     *
     * @param common what the short forms refer to: groups of parameters, headers, errors, the identifiers in paths
     */
    Operations(ObjectNode document, ObjectNode common) {
        this.document = document;
        this.common = common;
        common.withObject("/errors")
                .properties()
                .forEach(each -> document.withObject("/components/responses")
                        .set("Refused" + each.getKey(), refusal(each.getKey(), codes(each.getValue()))));
    }

    /** Adds an operation. */
    void describe(String tag, String methodAndPath, ObjectNode source) {
        String[] parts = methodAndPath.split(" ", 2);
        ObjectNode path = document.withObject("/paths").withObjectProperty(parts[1]);
        if (path.isEmpty()) {
            path.set("parameters", pathParameters(parts[1]));
        }
        if (parts[0].equals("UPDATE")) {
            add(path, "patch", operation(tag, source));
            ObjectNode put = operation(tag, source);
            put.put("operationId", source.required("id").stringValue() + "ByPut");
            put.put("description", "The same as PATCH: what is absent stays as it is.");
            add(path, "put", put);
        } else {
            add(path, parts[0].toLowerCase(Locale.ROOT), operation(tag, source));
        }
    }

    private static void add(ObjectNode path, String method, ObjectNode operation) {
        if (path.has(method)) {
            throw new IllegalStateException("Described twice: " + operation.required("operationId"));
        }
        path.set(method, operation);
    }

    private ArrayNode pathParameters(String path) {
        ArrayNode parameters = JsonNodeFactory.instance.arrayNode();
        Matcher matcher = PATH_PARAMETER.matcher(path);
        while (matcher.find()) {
            ObjectNode parameter = parameters
                    .addObject()
                    .put("name", matcher.group(2))
                    .put("in", "path")
                    .put("required", true);
            parameter.set("description", common.required("identifiers").required(matcher.group(1)));
            parameter.putObject("schema").put("type", "string");
        }
        names(common.required("everywhere")).forEach(name -> parameters.add(reference("parameters", name)));
        return parameters;
    }

    private ObjectNode operation(String tag, ObjectNode source) {
        ObjectNode operation = JsonNodeFactory.instance.objectNode();
        operation.putArray("tags").add(tag);
        operation.set("operationId", source.required("id"));
        operation.set("summary", source.required("summary"));
        operation.set("description", source.required("description"));
        if (source.has("permission")) {
            operation.set("x-permission", source.get("permission"));
        }
        if (source.has("security")) {
            operation.set("security", source.get("security"));
        } else if (source.has("public")) {
            ArrayNode security = operation.putArray("security").addAll(document.withArray("/security"));
            security.addObject();
        }
        parameters(operation, source);
        boolean hasBody = source.has("body") || source.has("optionalBody");
        if (hasBody) {
            ObjectNode body = operation.putObject("requestBody").put("required", source.has("body"));
            String schema = source.required(source.has("body") ? "body" : "optionalBody")
                    .stringValue();
            body.set("content", content(reference("schemas", schema)));
        }
        ObjectNode responses = operation.putObject("responses");
        source.required("answers").properties().forEach(each -> {
            boolean transfers = source.at("/answers/303").isString()
                    || source.at("/answers/307").isString();
            responses.set(each.getKey(), answer(each.getKey(), each.getValue(), transfers));
        });
        refusals(responses, hasBody, names(source.withArray("/errors")));
        return operation;
    }

    private void parameters(ObjectNode operation, ObjectNode source) {
        ArrayNode parameters = JsonNodeFactory.instance.arrayNode();
        for (String name : names(source.withArray("/parameters"))) {
            JsonNode group = common.required("groups").get(name);
            List<String> members = group == null ? List.of(name) : names(group);
            members.forEach(member -> parameters.add(reference("parameters", member)));
        }
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
    }

    /** A reference to an answer that operations share. */
    private ObjectNode answer(String status, JsonNode schema, boolean transfers) {
        String[] typed = schema.stringValue("Empty").split(" ", 2);
        String schemaName = typed[typed.length - 1];
        String name = schemaName + "-" + status;
        boolean located = List.of("201", "303", "307").contains(status);
        boolean mayBeLocated = transfers && !located;
        String key = mayBeLocated ? name + "-linked" : name;
        ObjectNode shared = document.withObject("/components/responses");
        if (!shared.has(key)) {
            ObjectNode response = shared.putObject(key).put("description", String.valueOf(OUTCOMES.get(status)));
            ObjectNode headers = response.putObject("headers");
            if (located || mayBeLocated) {
                headers.set("Location", reference("headers", located ? "Location" : "MaybeLocation"));
            }
            addHeaders(headers);
            if (!schema.isNull()) {
                ObjectNode shown = reference("schemas", schemaName);
                response.set("content", typed.length == 1 ? content(shown) : content(typed[0], shown));
            }
        }
        return reference("responses", key);
    }

    /** What every operation may answer, and what this one adds. */
    private void refusals(ObjectNode responses, boolean hasBody, List<String> own) {
        SortedMap<String, List<String>> added = new TreeMap<>();
        for (String error : own) {
            int space = error.indexOf(' ');
            String code = error.substring(space + 1);
            String status = space < 0 ? status(code) : error.substring(0, space);
            added.computeIfAbsent(status, _ -> new ArrayList<>()).add(code);
        }
        for (Map.Entry<String, JsonNode> each : common.withObject("/errors").properties()) {
            String status = each.getKey();
            List<String> usual = codes(each.getValue());
            boolean possible =
                    (hasBody || !status.equals("413")) && (added.containsKey("409") || !status.equals("409"));
            if (possible) {
                List<String> all = Stream.concat(usual.stream(), added.getOrDefault(status, List.of()).stream())
                        .distinct()
                        .toList();
                responses.set(
                        status, all.equals(usual) ? reference("responses", "Refused" + status) : refusal(status, all));
            }
        }
        List<String> rules = added.get("422");
        if (rules != null) {
            responses.set("422", refusal("422", rules));
        }
    }

    /** The status of a problem; anything else is a broken rule. */
    private static String status(String code) {
        return Arrays.stream(Problem.values())
                .filter(problem -> problem.name().equals(code))
                .map(problem -> Integer.toString(problem.status()))
                .findFirst()
                .orElse("422");
    }

    private ObjectNode refusal(String status, List<String> problems) {
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        List<String> codes = problems.stream().filter(Operations::isCode).toList();
        response.set("description", common.required("refusals").required(status));
        ObjectNode headers = response.putObject("headers");
        addHeaders(headers);
        if (status.equals("401")) {
            headers.set("WWW-Authenticate", reference("headers", "WWW-Authenticate"));
        }
        if (status.equals("429") || status.equals("503")) {
            headers.set("Retry-After", reference("headers", "Retry-After"));
        }
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        ObjectNode error = schema.putArray("allOf")
                .add(reference("schemas", "Errors"))
                .addObject()
                .withObject("/properties/errors/items");
        if (codes.isEmpty()) {
            error.putObject("properties").put("code", false);
        } else {
            codes.forEach(error.putObject("properties").putObject("code").putArray("enum")::add);
        }
        if (codes.size() == problems.size()) {
            error.putArray("required").add("code");
        }
        response.set("content", content(schema));
        return response;
    }

    /** Whether clients are told a name, other than for problems that are told apart by their status alone. */
    private static boolean isCode(String name) {
        return Arrays.stream(Problem.values())
                .filter(problem -> problem.name().equals(name))
                .allMatch(problem -> problem.code() != null);
    }

    private void addHeaders(ObjectNode headers) {
        names(common.required("headers")).forEach(name -> headers.set(name, reference("headers", name)));
    }

    private static ObjectNode content(ObjectNode schema) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.putObject("application/vnd.api+json").set("schema", schema);
        content.putObject("application/json").set("schema", schema.deepCopy());
        return content;
    }

    private static ObjectNode content(String mediaType, ObjectNode schema) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.putObject(mediaType).set("schema", schema);
        return content;
    }

    private static List<String> codes(JsonNode codes) {
        return new ArrayList<>(names(codes));
    }

    private static List<String> names(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToObj(index -> array.get(index).stringValue())
                .toList();
    }

    private static ObjectNode reference(String kind, String name) {
        return JsonNodeFactory.instance.objectNode().put("$ref", "#/components/" + kind + "/" + name);
    }
}
