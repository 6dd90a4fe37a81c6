package dev.slipway.keygen.downgrade;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Up to 1.4 only the outermost names of metadata are in camel case, those inside in snake case. */
final class SnakeCaseMetadata implements Downgrade {
    @Override
    public ApiVersion newest() {
        return ApiVersion.V1_4;
    }

    @Override
    public boolean concerns(ObjectNode resource) {
        return resource.path("attributes").path("metadata").valueStream().anyMatch(SnakeCaseMetadata::hasCamel);
    }

    private static boolean hasCamel(JsonNode value) {
        return value.propertyStream().anyMatch(member -> isCamel(member.getKey()))
                || value.valueStream().anyMatch(SnakeCaseMetadata::hasCamel);
    }

    private static boolean isCamel(String name) {
        return !name.equals(snake(name));
    }

    @Override
    public void rewrite(ObjectNode resource, Background background) {
        ObjectNode metadata = (ObjectNode) Resources.attributes(resource).path("metadata");
        List.copyOf(metadata.propertyNames()).forEach(name -> metadata.set(name, inside(metadata.path(name))));
    }

    private static JsonNode inside(JsonNode value) {
        if (value.isObject()) {
            ObjectNode object = ((ObjectNode) value).objectNode();
            value.properties().forEach(member -> object.set(snake(member.getKey()), inside(member.getValue())));
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = ((ArrayNode) value).arrayNode();
            value.valueStream().map(SnakeCaseMetadata::inside).forEach(array::add);
            return array;
        }
        return value;
    }

    /** Undoes camel case exactly: every capital began a word. */
    private static String snake(String camel) {
        StringBuilder snake = new StringBuilder(camel.length() + 4);
        camel.codePoints().forEach(c -> {
            if (Character.isUpperCase(c) && !snake.isEmpty()) {
                snake.append('_');
            }
            snake.append(Character.toString(c).toLowerCase(Locale.ROOT));
        });
        return snake.toString();
    }
}
