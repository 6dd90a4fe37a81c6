package dev.slipway.keygen;

import dev.slipway.model.Metadata;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Builds the JSON:API form of one resource. Every attribute is always there, null when unset. */
final class Resource {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final ObjectNode resource = Json.NODES.objectNode();
    private final ObjectNode attributes = Json.NODES.objectNode();
    private final ObjectNode relationships = Json.NODES.objectNode();
    private final ObjectNode links = Json.NODES.objectNode();
    private final String self;

    /**
     * A resource of an account.
     *
     * @param path where it is, below the account, e.g. {@code /products/{id}}
     */
    Resource(String accountId, String type, String id, String path) {
        this.self = Links.account(accountId) + path;
        resource.put("id", id);
        resource.put("type", type);
        toOne("account", "accounts", accountId, Links.account(accountId));
    }

    /** A text, or null. */
    Resource attribute(String name, @Nullable String value) {
        attributes.put(name, value);
        return this;
    }

    /** A number, or null. */
    Resource attribute(String name, @Nullable Long value) {
        attributes.put(name, value);
        return this;
    }

    /** True or false, or null. */
    Resource attribute(String name, @Nullable Boolean value) {
        attributes.put(name, value);
        return this;
    }

    /** A moment, or null. */
    Resource attribute(String name, @Nullable Instant value) {
        attributes.put(name, value == null ? null : time(value));
        return this;
    }

    /** The caller's own data. */
    Resource attribute(String name, Metadata value) {
        attributes.set(name, Json.camelObject(value.values()));
        return this;
    }

    /** A list of texts, or null. */
    Resource attribute(String name, @Nullable Collection<String> values) {
        if (values == null) {
            attributes.putNull(name);
            return this;
        }
        ArrayNode array = attributes.putArray(name);
        values.forEach(array::add);
        return this;
    }

    /** Any other value. */
    Resource attribute(String name, JsonNode value) {
        attributes.set(name, value);
        return this;
    }

    /** When the resource was made and last changed. */
    Resource times(Instant created, Instant updated) {
        return attribute("created", created).attribute("updated", updated);
    }

    /** A relationship to one resource. */
    Resource toOne(String name, String type, @Nullable String id, String related) {
        ObjectNode relationship = relationships.putObject(name);
        relationship.putObject("links").put("related", related);
        if (id == null) {
            relationship.putNull("data");
        } else {
            relationship.putObject("data").put("type", type).put("id", id);
        }
        return this;
    }

    /** A relationship to one resource, found below this one. */
    Resource toOneBelow(String name, String type, @Nullable String id) {
        return toOne(name, type, id, self + "/" + name);
    }

    /** A relationship to one resource that is not there. */
    Resource toNone(String name) {
        ObjectNode relationship = relationships.putObject(name);
        relationship.putObject("links").putNull("related");
        relationship.putNull("data");
        return this;
    }

    /** A relationship to many resources, found below this one under that name. */
    Resource toMany(String name) {
        relationships.putObject(name).putObject("links").put("related", self + "/" + name);
        return this;
    }

    /** A relationship to many resources, found below this one under another name. */
    Resource toMany(String name, String segment) {
        relationships.putObject(name).putObject("links").put("related", self + "/" + segment);
        return this;
    }

    /** Which resources a relationship to many is to. */
    Resource related(String name, String type, Collection<String> ids) {
        ArrayNode data = relationships.withObject("/" + name).putArray("data");
        ids.forEach(id -> data.addObject().put("type", type).put("id", id));
        return this;
    }

    /** A relationship to many resources with facts about them. */
    Resource toMany(String name, ObjectNode meta) {
        toMany(name);
        relationships.withObject("/" + name).set("meta", meta);
        return this;
    }

    /** The link to the resource itself. */
    Resource selfLink() {
        return link("self", self);
    }

    /** Any link. */
    Resource link(String name, String href) {
        links.put(name, href);
        return this;
    }

    /** Facts beside the resource. */
    Resource meta(ObjectNode meta) {
        resource.set("meta", meta);
        return this;
    }

    /** The resource. */
    ObjectNode build() {
        resource.set("attributes", attributes);
        resource.set("relationships", relationships);
        resource.set("links", links);
        return resource;
    }

    /** A moment as the wire has it: UTC with milliseconds. */
    static String time(Instant time) {
        return TIME.format(time);
    }
}
