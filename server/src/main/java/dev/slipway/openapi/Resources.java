package dev.slipway.openapi;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes out the schemas of a resource: the resource itself, a document of one and a list of many. The short form holds
 * {@code type}, {@code attributes}, {@code optional} (attributes that are not always there), {@code toOne}, {@code toMany},
 * {@code counted} (relationships with numbers about them), {@code links}, {@code optionalLinks} and {@code meta}.
 */
final class Resources {
    private Resources() {}

    /** Adds the schemas NAME, NAMEDocument and NAMEList. */
    static void describe(ObjectNode schemas, String name, ObjectNode source) {
        String type = source.required("type").stringValue();
        ObjectNode resource = schemas.putObject(name).put("type", "object");
        resource.set("description", source.required("description"));
        ObjectNode properties = strict(resource);
        properties.set("id", reference("Id"));
        properties.putObject("type").put("const", type);
        attributes(properties.putObject("attributes"), source);
        relationships(properties.putObject("relationships"), source);
        links(properties.putObject("links"), source);
        if (source.has("meta")) {
            properties.set("meta", source.get("meta"));
        }
        require(resource, properties, Set.of());

        ObjectNode document = schemas.putObject(name + "Document").put("type", "object");
        document.put("description", "One resource of type `%s`.".formatted(type));
        strict(document).set("data", reference(name));
        document.putArray("required").add("data");

        ObjectNode list = schemas.putObject(name + "List").put("type", "object");
        list.put(
                "description",
                "Resources of type `%s`, with links to other pages where the client pages.".formatted(type));
        ObjectNode members = strict(list);
        members.putObject("data").put("type", "array").set("items", reference(name));
        members.set("links", reference("PageLinks"));
        list.putArray("required").add("data");
    }

    private static void attributes(ObjectNode schema, ObjectNode source) {
        schema.put("type", "object");
        ObjectNode properties = strict(schema);
        properties.setAll(source.withObject("/attributes"));
        require(schema, properties, names(source.withArray("/optional")));
    }

    private static void relationships(ObjectNode schema, ObjectNode source) {
        schema.put("type", "object");
        ObjectNode properties = strict(schema);
        toOne(
                properties.putObject("account"),
                JsonNodeFactory.instance.objectNode().put("type", "accounts"));
        source.withObject("/toOne")
                .properties()
                .forEach(each -> toOne(properties.putObject(each.getKey()), each.getValue()));
        names(source.withArray("/toMany")).forEach(each -> properties.set(each, reference("Related")));
        source.withObject("/listed")
                .properties()
                .forEach(each -> listed(properties.putObject(each.getKey()), each.getValue()));
        source.withObject("/counted")
                .properties()
                .forEach(each -> counted(properties.putObject(each.getKey()), each.getValue()));
        require(schema, properties, Set.of());
    }

    private static void toOne(ObjectNode schema, JsonNode target) {
        schema.put("type", "object");
        ObjectNode properties = strict(schema);
        ObjectNode data = properties.putObject("data");
        JsonNode type = target.required("type");
        ObjectNode identifier = target.has("nullable") ? data.putArray("anyOf").addObject() : data;
        identifier.put("type", "object");
        ObjectNode identity = strict(identifier);
        identity.putObject("type").set(type.isArray() ? "enum" : "const", type);
        identity.set("id", reference("Id"));
        require(identifier, identity, Set.of());
        if (data.get("anyOf") instanceof ArrayNode either) {
            either.addObject().put("type", "null");
        }
        properties.set("links", reference(target.has("linkless") ? "RelatedLinksIfAny" : "RelatedLinks"));
        require(schema, properties, Set.of());
    }

    /** A relationship that sometimes says which resources it is to. */
    private static void listed(ObjectNode schema, JsonNode type) {
        schema.put("type", "object");
        ObjectNode properties = strict(schema);
        properties.set("links", reference("RelatedLinks"));
        ObjectNode item = properties
                .putObject("data")
                .put("type", "array")
                .putObject("items")
                .put("type", "object");
        ObjectNode identity = strict(item);
        identity.putObject("type").set("const", type);
        identity.set("id", reference("Id"));
        require(item, identity, Set.of());
        require(schema, properties, Set.of("data"));
    }

    private static void counted(ObjectNode schema, JsonNode numbers) {
        schema.put("type", "object");
        ObjectNode properties = strict(schema);
        properties.set("links", reference("RelatedLinks"));
        ObjectNode meta = properties.putObject("meta").put("type", "object");
        ObjectNode counts = strict(meta);
        numbers.forEach(each -> counts.putObject(each.stringValue()).put("type", "integer"));
        require(meta, counts, Set.of());
        require(schema, properties, Set.of());
    }

    private static void links(ObjectNode schema, ObjectNode source) {
        schema.put("type", "object");
        ObjectNode properties = strict(schema);
        source.withObject("/links")
                .properties()
                .forEach(each -> properties
                        .putObject(each.getKey())
                        .put("type", "string")
                        .put("format", "uri-reference")
                        .set("description", each.getValue()));
        require(schema, properties, names(source.withArray("/optionalLinks")));
    }

    /** Explains the attributes of request bodies as those of the resources they become. */
    static void explainRequests(ObjectNode schemas, Set<String> requests) {
        for (String request : requests) {
            JsonNode data = schemas.required(request).at("/properties/data");
            if (!(data.at("/properties/attributes/properties") instanceof ObjectNode attributes)) {
                continue;
            }
            Set<String> types = names(data.at("/properties/type/enum"));
            for (Map.Entry<String, JsonNode> schema : schemas.properties()) {
                JsonNode type = schema.getValue().at("/properties/type/const");
                if (types.contains(type.stringValue(""))) {
                    explain(attributes, schema.getValue().at("/properties/attributes/properties"));
                }
            }
        }
    }

    private static void explain(ObjectNode written, JsonNode shown) {
        for (Map.Entry<String, JsonNode> attribute : written.properties()) {
            JsonNode description = shown.path(attribute.getKey()).get("description");
            if (description != null) {
                ((ObjectNode) attribute.getValue()).set("description", description);
            }
        }
    }

    /** Refuses members that are not described, and returns those that are. */
    private static ObjectNode strict(ObjectNode schema) {
        return schema.put("additionalProperties", false).putObject("properties");
    }

    private static void require(ObjectNode schema, ObjectNode properties, Set<String> except) {
        ArrayNode required = schema.putArray("required");
        properties.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !except.contains(name))
                .forEach(required::add);
    }

    private static Set<String> names(JsonNode array) {
        Set<String> names = new TreeSet<>();
        array.forEach(each -> names.add(each.stringValue()));
        return names;
    }

    private static ObjectNode reference(String schema) {
        return JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/" + schema);
    }
}
