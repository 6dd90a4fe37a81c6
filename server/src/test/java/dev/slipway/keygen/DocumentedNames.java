package dev.slipway.keygen;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Member names may come in any casing; the description of the API has them in one. */
public final class DocumentedNames {
    private DocumentedNames() {}

    /** The same body with member names as they are documented. */
    public static JsonNode in(JsonNode body) {
        return switch (body.getNodeType()) {
            case OBJECT -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                body.properties()
                        .forEach(each -> object.set(KeyCase.camel(KeyCase.snake(each.getKey())), in(each.getValue())));
                yield object;
            }
            case ARRAY -> {
                var array = JsonNodeFactory.instance.arrayNode();
                body.forEach(item -> array.add(in(item)));
                yield array;
            }
            default -> body;
        };
    }
}
