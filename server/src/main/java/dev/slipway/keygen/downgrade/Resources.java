package dev.slipway.keygen.downgrade;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds resources in documents, and members in resources. */
final class Resources {
    private Resources() {}

    /** The resources a document shows: its data, one or many, and what is included. */
    static List<ObjectNode> of(JsonNode document) {
        return Stream.concat(each(document.path("data")), each(document.path("included")))
                .filter(node -> node.path("attributes").isObject()
                        && node.path("relationships").isObject())
                .map(ObjectNode.class::cast)
                .toList();
    }

    private static Stream<JsonNode> each(JsonNode oneOrMany) {
        return oneOrMany.isArray() ? oneOrMany.valueStream() : Stream.of(oneOrMany);
    }

    /** Whether a resource is of that type. */
    static boolean is(ObjectNode resource, String type) {
        return type.equals(resource.path("type").stringValue(null));
    }

    /** The ids of those resources that are of that type. */
    static List<String> ids(List<ObjectNode> resources, String type) {
        return resources.stream()
                .filter(resource -> is(resource, type))
                .map(Resources::id)
                .toList();
    }

    /** The id of a resource. */
    static String id(ObjectNode resource) {
        return resource.path("id").stringValue();
    }

    /** The attributes of a resource. */
    static ObjectNode attributes(ObjectNode resource) {
        return (ObjectNode) resource.path("attributes");
    }

    /** The relationships of a resource. */
    static ObjectNode relationships(ObjectNode resource) {
        return (ObjectNode) resource.path("relationships");
    }

    /** The path of a resource. */
    static String self(ObjectNode resource) {
        return resource.at("/links/self").stringValue();
    }

    /** The path of the account of a resource. */
    static String account(ObjectNode resource) {
        return resource.at("/relationships/account/links/related").stringValue();
    }

    /** Gives a member another name, if it is there. */
    static void rename(ObjectNode object, String name, String older) {
        @Nullable JsonNode value = object.remove(name);
        if (value != null) {
            object.set(older, value);
        }
    }

    /** Adds a relationship to one resource, or to none. */
    static void relate(ObjectNode resource, String name, String type, @Nullable String id, String related) {
        ObjectNode relationship = relationships(resource).putObject(name);
        relationship.putObject("links").put("related", related);
        if (id == null) {
            relationship.putNull("data");
        } else {
            relationship.putObject("data").put("type", type).put("id", id);
        }
    }
}
