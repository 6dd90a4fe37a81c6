package dev.slipway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.keygen.RequestSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ApiReferenceTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", "."), "..", "docs", "api.md");
    private static final String MARK =
            "<!-- What follows is written from the OpenAPI document by ApiReferenceTest. -->\n";

    private final ObjectNode document = OpenApiDocument.assemble(RequestSchemas.all());

    /** After a change of the document, run this test with {@code -Dslipway.docs.write=true} to write the tables anew. */
    @Test
    void theTablesOnThePageAreTheDocument() throws IOException {
        String page = Files.readString(PAGE);
        String written = page.substring(0, page.indexOf(MARK) + MARK.length()) + tables();
        if (Boolean.getBoolean("slipway.docs.write")) {
            Files.writeString(PAGE, written);
        }
        assertThat(PAGE).hasContent(written);
    }

    private String tables() {
        StringBuilder page = new StringBuilder("\n## Operations\n");
        document.required("tags").forEach(tag -> page.append(operations(tag)));
        page.append("\n## Resources\n\nAttributes are always all there, but for those marked ‘at times’. ")
                .append("‘Written’ says which requests may hold them.\n");
        document.at("/components/schemas").properties().stream()
                .filter(schema -> schema.getValue().at("/properties/attributes").isObject())
                .filter(schema -> schema.getValue().at("/properties/id").isObject())
                .filter(schema -> schema.getValue().at("/properties/type/const").isString())
                .forEach(schema -> page.append(resource(schema.getKey(), schema.getValue())));
        return page.toString();
    }

    private String operations(JsonNode tag) {
        String name = tag.required("name").stringValue();
        StringBuilder section = new StringBuilder("\n### %s\n\n%s\n\n".formatted(name, text(tag, "description")));
        section.append("| request | what | permission |\n| --- | --- | --- |\n");
        document.required("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member ->
                                member.getValue().at("/tags/0").stringValue("").equals(name))
                        // PUT stands beside PATCH, which means the same.
                        .filter(member -> !member.getValue()
                                .required("operationId")
                                .stringValue()
                                .endsWith("ByPut"))
                        .forEach(member -> section.append("| `%s %s` | %s | %s |\n"
                                .formatted(
                                        member.getKey().toUpperCase(Locale.ROOT),
                                        path.getKey(),
                                        text(member.getValue(), "summary"),
                                        permissions(member.getValue().path("x-permission"))))));
        return section.toString();
    }

    private static String permissions(JsonNode permission) {
        return (permission.isArray() ? permission.valueStream() : Stream.of(permission))
                .filter(JsonNode::isString)
                .map(each -> "`" + each.stringValue() + "`")
                .collect(Collectors.joining(", "));
    }

    private String resource(String name, JsonNode schema) {
        String type = schema.at("/properties/type/const").stringValue();
        StringBuilder section = new StringBuilder("\n### `%s`\n\n%s\n\n".formatted(type, text(schema, "description")));
        section.append("| attribute | type | written | meaning |\n| --- | --- | --- | --- |\n");
        JsonNode attributes = schema.at("/properties/attributes");
        List<String> always = attributes
                .required("required")
                .valueStream()
                .map(JsonNode::stringValue)
                .toList();
        for (Map.Entry<String, JsonNode> attribute :
                attributes.required("properties").properties()) {
            section.append("| `%s` | %s%s | %s | %s |\n"
                    .formatted(
                            attribute.getKey(),
                            type(attribute.getValue()),
                            always.contains(attribute.getKey()) ? "" : ", at times",
                            written(name, attribute.getKey()),
                            meaning(attribute.getValue())));
        }
        return section.toString();
    }

    private String written(String resource, String attribute) {
        List<String> requests = new ArrayList<>();
        for (String request : List.of("Create", "Update")) {
            JsonNode schema = document.at("/components/schemas/" + resource + request);
            JsonNode attributes = schema.at("/properties/data/properties/attributes");
            if (attributes.path("properties").has(attribute)) {
                boolean required = attributes
                        .path("required")
                        .valueStream()
                        .anyMatch(each -> each.stringValue().equals(attribute));
                requests.add(request.toLowerCase(Locale.ROOT) + (required ? " (required)" : ""));
            }
        }
        return String.join(", ", requests);
    }

    private String type(JsonNode schema) {
        if (schema.has("$ref")) {
            String reference = text(schema, "$ref");
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            return name.toLowerCase(Locale.ROOT);
        }
        List<String> types = schema.path("type").isArray()
                ? schema.path("type").valueStream().map(JsonNode::stringValue).toList()
                : List.of(schema.path("type").stringValue("any"));
        String words = types.stream()
                .map(type -> type.equals("string")
                                && schema.path("format").stringValue("").equals("date-time")
                        ? "time"
                        : type)
                .collect(Collectors.joining(" or "));
        return words;
    }

    private String meaning(JsonNode schema) {
        String description = schema.has("description")
                ? text(schema, "description")
                : schema.has("$ref") ? text(document.at(text(schema, "$ref").substring(1)), "description") : "";
        String choices = schema.path("enum")
                .valueStream()
                .filter(JsonNode::isString)
                .map(each -> "`" + each.stringValue() + "`")
                .collect(Collectors.joining(", "));
        return (description + (choices.isEmpty() ? "" : " One of " + choices + ".")).replace("|", "\\|");
    }

    private static String text(JsonNode node, String member) {
        return node.required(member).stringValue();
    }
}
