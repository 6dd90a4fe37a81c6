package dev.slipway.testing;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.slipway.keygen.DocumentedNames;
import dev.slipway.keygen.RequestSchemas;
import dev.slipway.openapi.OpenApiDocument;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds what clients see in any test against the OpenAPI document, so that the document cannot be wrong unnoticed. */
final class Description {
    private static final String ADDRESS = "https://slipway.test/openapi.json";
    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNode DOCUMENT = OpenApiDocument.assemble(RequestSchemas.all());
    private static final Map<String, Schema> SCHEMAS = schemas();
    private static final List<Operation> OPERATIONS = operations();

    private Description() {}

    /** The schemas of all bodies, by their places in the document. */
    private static Map<String, Schema> schemas() {
        SchemaRegistry registry = SchemaRegistry.withDialect(
                Dialects.getDraft202012(),
                builder -> builder.schemas(Map.of(ADDRESS, DOCUMENT.toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
        Map<String, Schema> schemas = new HashMap<>();
        gather(registry, "", DOCUMENT, schemas);
        return Map.copyOf(schemas);
    }

    private static void gather(SchemaRegistry registry, String pointer, JsonNode node, Map<String, Schema> schemas) {
        node.path("content").properties().stream()
                .filter(type -> type.getValue().has("schema"))
                .forEach(type -> {
                    String absolute = type.getValue().path("schema").toString().replace("\"#/", "\"" + ADDRESS + "#/");
                    schemas.put(
                            pointer + "/content/" + escape(type.getKey()) + "/schema",
                            registry.getSchema(absolute, InputFormat.JSON));
                });
        node.properties()
                .forEach(member ->
                        gather(registry, pointer + "/" + escape(member.getKey()), member.getValue(), schemas));
    }

    /** One method of one address. */
    private record Operation(String method, Pattern path, String pointer, JsonNode source) {
        String id() {
            return source.required("operationId").stringValue();
        }
    }

    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        // A literal goes before a parameter.
        DOCUMENT.required("paths").properties().stream()
                .sorted(Comparator.comparing(path -> path.getKey().replace("{", "~{")))
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> member.getValue().has("operationId"))
                        .forEach(member -> operations.add(new Operation(
                                member.getKey().toUpperCase(Locale.ROOT),
                                pattern(path.getKey()),
                                "/paths/" + escape(path.getKey()) + "/" + member.getKey(),
                                member.getValue()))));
        return List.copyOf(operations);
    }

    private static Pattern pattern(String template) {
        // What is left of a path may hold slashes.
        String parameters = template.replaceAll("\\{(path|name)}$", ".+").replaceAll("\\{[^}]+}", "[^/]+");
        return Pattern.compile(parameters);
    }

    /** Fails when an answer is not as documented. Older versions of the API and unknown addresses are not looked at. */
    static void check(HttpResponse<byte[]> response, byte @Nullable [] body) {
        String method = response.request().method();
        Answer answer = new Answer(response.statusCode(), response.headers(), response.body());
        List<String> problems = problems(method, response.uri().getRawPath(), body, answer);
        if (!problems.isEmpty()) {
            throw new AssertionError(
                    "%s %s and its answer %d are not as the OpenAPI document has them:%n  %s%nanswer: %s%s"
                            .formatted(
                                    method,
                                    response.uri().getRawPath(),
                                    answer.status(),
                                    String.join("\n  ", problems),
                                    new String(answer.body(), StandardCharsets.UTF_8),
                                    body == null ? "" : "\nrequest: " + new String(body, StandardCharsets.UTF_8)));
        }
    }

    /** What came back. */
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(int status, HttpHeaders headers, byte[] body) {}

    /** In what a request and its answer differ from the document: the operation, then a JSON pointer and what is wrong there. */
    static List<String> problems(String method, String path, byte @Nullable [] body, Answer answer) {
        Optional<Operation> found = find(method, path);
        String version = answer.headers().firstValue("Keygen-Version").orElse("1.8");
        if (found.isEmpty() || !version.equals("1.8")) {
            return List.of();
        }
        Operation operation = found.get();
        List<String> problems = checkAnswer(operation, answer, method.equals("HEAD"));
        if (answer.status() < 400 && body != null) {
            problems.addAll(checkBody(operation, body));
        }
        return problems.stream().map(problem -> operation.id() + ": " + problem).toList();
    }

    private static Optional<Operation> find(String method, String path) {
        String documented = method.equals("HEAD") ? "GET" : method;
        String shortened = path.replaceFirst("^/v1/accounts/[^/]+/(?=.)", "/v1/");
        return OPERATIONS.stream()
                .filter(operation -> operation.method().equals(documented))
                .filter(operation -> operation.path().matcher(shortened).matches())
                .findFirst();
    }

    private static List<String> checkAnswer(Operation operation, Answer answer, boolean bare) {
        String status = Integer.toString(answer.status());
        String pointer = operation.pointer() + "/responses/" + status;
        JsonNode documented = operation.source().at("/responses/" + status);
        if (documented.isMissingNode()) {
            return new ArrayList<>(List.of("the status " + status + " is not documented"));
        }
        if (documented.has("$ref")) {
            pointer = documented.path("$ref").stringValue().substring(1);
            documented = DOCUMENT.at(pointer);
        }
        List<String> problems = checkHeaders(documented, answer.headers());
        if (documented.path("content").has("*/*") || bare) {
            return problems;
        }
        if (answer.body().length == 0 || !documented.has("content")) {
            if (answer.body().length != 0 || documented.has("content")) {
                problems.add("there is a body, or there is none");
            }
            return problems;
        }
        String type = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
        if (!documented.required("content").has(type)) {
            problems.add("the media type " + type + " is not documented");
            return problems;
        }
        problems.addAll(check(pointer + "/content/" + escape(type) + "/schema", json(type, answer.body())));
        return problems;
    }

    private static JsonNode json(String type, byte[] body) {
        return type.endsWith("json") ? JSON.readTree(body) : JSON.valueToTree(new String(body, StandardCharsets.UTF_8));
    }

    private static List<String> checkHeaders(JsonNode documented, HttpHeaders headers) {
        return documented.path("headers").properties().stream()
                .filter(header -> {
                    JsonNode source = header.getValue();
                    JsonNode reference = source.get("$ref");
                    JsonNode resolved = reference == null
                            ? source
                            : DOCUMENT.at(reference.stringValue().substring(1));
                    return resolved.path("required").booleanValue(false)
                            && headers.firstValue(header.getKey()).isEmpty();
                })
                .map(header -> "the header " + header.getKey() + " is missing")
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<String> checkBody(Operation operation, byte[] body) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JacksonException e) {
            return List.of();
        }
        String content = "/requestBody/content/" + escape("application/vnd.api+json") + "/schema";
        // Whatever comes to an address that reads no body is ignored, and a lone list is taken for the data.
        if (!json.isObject() || json.isEmpty() || operation.source().at(content).isMissingNode()) {
            return List.of();
        }
        return check(operation.pointer() + content, DocumentedNames.in(json)).stream()
                .map(problem -> "request: " + problem)
                .toList();
    }

    private static List<String> check(String pointer, JsonNode value) {
        return Objects.requireNonNull(SCHEMAS.get(pointer)).validate(value).stream()
                .map(Description::words)
                .toList();
    }

    private static String words(Error error) {
        return error.getInstanceLocation() + ": " + error.getMessage();
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
