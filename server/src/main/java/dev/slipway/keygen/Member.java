package dev.slipway.keygen;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an object holds one of its members.
 *
 * @param required whether it must be there
 * @param nullable whether null is a value; otherwise an optional null counts as absent
 * @param blankable whether an empty text or object is a value
 */
record Member(Kind kind, boolean required, boolean nullable, boolean blankable) {

    /** May be absent; null counts as absent, blank is refused. */
    static Member optional(Kind kind) {
        return new Member(kind, false, false, false);
    }

    /** Must be there, neither null nor blank. */
    static Member required(Kind kind) {
        return new Member(kind, true, false, false);
    }

    /** May be absent, null or blank. */
    static Member nullable(Kind kind) {
        return new Member(kind, false, true, true);
    }

    /** The same, but an empty text or object is refused. */
    Member notBlank() {
        return new Member(kind, required, nullable, false);
    }

    /** The same, but an empty text or object is accepted. */
    Member orBlank() {
        return new Member(kind, required, nullable, true);
    }

    /** The JSON Schema of what the member may hold. An optional null is always accepted, if only as absence. */
    ObjectNode schema() {
        ObjectNode schema = kind.schema();
        if (!blankable && kind instanceof Kind.Text) {
            schema.put("minLength", 1);
        }
        if (!blankable && kind instanceof Kind.Members && !schema.has("required")) {
            schema.put("minProperties", 1);
        }
        if (required && !nullable) {
            return schema;
        }
        JsonNode type = schema.get("type");
        if (type != null) {
            schema.putArray("type").add(type).add("null");
            if (schema.get("enum") instanceof ArrayNode values) {
                values.addNull();
            }
            return schema;
        }
        ObjectNode either = Json.NODES.objectNode();
        either.putArray("anyOf").add(schema).addObject().put("type", "null");
        return either;
    }
}
