package dev.slipway.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts the OpenAPI document together. {@code document.json} holds what all share; each other file is a topic with a tag,
 * resources and operations in a short form, or paths and schemas in OpenAPI's own words. CONTRIBUTING.md tells how to add to
 * them.
 */
public final class OpenApiDocument {
    private static final List<String> TOPICS = List.of(
            "upgrades",
            "releases",
            "constraints",
            "artifacts",
            "packages",
            "catalogs",
            "products",
            "entitlements",
            "policies",
            "licenses",
            "users",
            "tokens",
            "account",
            "webhooks",
            "events",
            "requests",
            "classic",
            "transfers",
            "status");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private OpenApiDocument() {}

    /**
     * The whole document.
     *
     * @param requests what the bodies of requests may hold, by the names that operations refer to
     */
    public static ObjectNode assemble(Map<String, ObjectNode> requests) {
        ObjectNode common = read("document");
        ObjectNode document = (ObjectNode) common.required("openapi");
        ObjectNode schemas = document.withObject("/components/schemas");
        List<ObjectNode> topics = TOPICS.stream().map(OpenApiDocument::read).toList();
        for (ObjectNode topic : topics) {
            document.withArray("/tags").add(topic.required("tag"));
            topic.withObject("/schemas").properties().forEach(each -> addOnce(schemas, each));
            topic.withObject("/resources")
                    .properties()
                    .forEach(each -> Resources.describe(schemas, each.getKey(), (ObjectNode) each.getValue()));
        }
        requests.forEach((name, schema) -> addOnce(schemas, Map.entry(name, schema)));
        Resources.explainRequests(schemas, requests.keySet());
        Operations operations = new Operations(document, common);
        ObjectNode paths = document.withObject("/paths");
        for (ObjectNode topic : topics) {
            String tag = topic.at("/tag/name").stringValue();
            topic.withObject("/operations")
                    .properties()
                    .forEach(each -> operations.describe(tag, each.getKey(), (ObjectNode) each.getValue()));
            topic.withObject("/paths").properties().forEach(each -> addOnce(paths, each));
        }
        dropUnused(document, schemas);
        return document;
    }

    /** Not every resource is shown alone, and not every one in lists. */
    private static void dropUnused(ObjectNode document, ObjectNode schemas) {
        String text = document.toString();
        schemas.properties()
                .removeIf(schema -> schema.getKey().matches(".+(Document|List)")
                        && !text.contains("schemas/" + schema.getKey() + "\""));
    }

    private static void addOnce(ObjectNode parent, Map.Entry<String, ? extends JsonNode> member) {
        if (parent.has(member.getKey())) {
            throw new IllegalStateException("Described twice: " + member.getKey());
        }
        parent.set(member.getKey(), member.getValue());
    }

    private static ObjectNode read(String topic) {
        String resource = "/openapi/" + topic + ".json";
        try (InputStream input = OpenApiDocument.class.getResourceAsStream(resource)) {
            if (input == null) {
                throw new IllegalStateException("The program lacks " + resource);
            }
            return (ObjectNode) JSON.readTree(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
