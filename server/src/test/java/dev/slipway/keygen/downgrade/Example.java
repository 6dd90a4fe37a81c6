package dev.slipway.keygen.downgrade;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Resources to rewrite in tests. */
final class Example {
    private static final JsonMapper JSON = new JsonMapper();

    private Example() {}

    /** Any JSON, with single quotes for double ones. */
    static ObjectNode json(String text) {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }

    /** A resource of account A with these attributes and, beside the account, these relationships. */
    static ObjectNode resource(String type, String id, String attributes, String relationships) {
        return json("""
                {'id':'%2$s','type':'%1$s','attributes':{%3$s},'relationships':{
                'account':{'links':{'related':'/v1/accounts/A'},'data':{'type':'accounts','id':'A'}}%4$s},
                'links':{'self':'/v1/accounts/A/%1$s/%2$s'}}""".formatted(type, id, attributes, relationships.isEmpty() ? "" : "," + relationships));
    }

    /** A resource without further relationships. */
    static ObjectNode resource(String type, String attributes) {
        return resource(type, "1", attributes, "");
    }

    /** What becomes of a resource. */
    static JsonNode rewritten(Downgrade downgrade, ObjectNode resource, Background background) {
        if (downgrade.concerns(resource)) {
            downgrade.rewrite(resource, background);
        }
        // Read again: in memory, equal numbers of different width are not equal.
        return JSON.readTree(resource.toString());
    }

    static JsonNode rewritten(Downgrade downgrade, ObjectNode resource) {
        return rewritten(downgrade, resource, Background.NONE);
    }

    /** What becomes of an error in an answer of that status. */
    static JsonNode rewrittenError(Downgrade downgrade, int status, String error) {
        ObjectNode given = json(error);
        downgrade.rewriteError(given, status);
        return given;
    }
}
