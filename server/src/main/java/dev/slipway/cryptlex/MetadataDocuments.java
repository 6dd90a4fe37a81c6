package dev.slipway.cryptlex;

import dev.slipway.model.Metadata;
import dev.slipway.model.MetadataNames;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The client's own data: an object or, where clients of old expect it, a list of keys and values. */
final class MetadataDocuments {
    private MetadataDocuments() {}

    /** As an object. */
    static ObjectNode object(Metadata metadata) {
        return object(metadata.values());
    }

    private static ObjectNode object(Map<?, ?> values) {
        ObjectNode object = Json.NODES.objectNode();
        values.forEach((name, value) -> object.set(MetadataNames.camel(String.valueOf(name)), node(value)));
        return object;
    }

    /** As a list of keys and values. */
    static ArrayNode list(Metadata metadata) {
        ArrayNode list = Json.NODES.arrayNode();
        metadata.values()
                .forEach((name, value) ->
                        list.addObject().put("key", MetadataNames.camel(name)).set("value", node(value)));
        return list;
    }

    private static JsonNode node(@Nullable Object value) {
        return switch (value) {
            case null -> Json.NODES.nullNode();
            case Map<?, ?> map -> object(map);
            case List<?> list -> {
                ArrayNode array = Json.NODES.arrayNode();
                list.forEach(item -> array.add(node(item)));
                yield array;
            }
            case Boolean flag -> Json.NODES.booleanNode(flag);
            case Integer number -> Json.NODES.numberNode(number);
            case Long number -> Json.NODES.numberNode(number);
            case BigInteger number -> Json.NODES.numberNode(number);
            case BigDecimal number -> Json.NODES.numberNode(number);
            default -> Json.NODES.stringNode(value.toString());
        };
    }

    /** Data that was sent, with the names it is kept under; null when it is neither an object nor a list of keys and values. */
    static @Nullable Metadata read(JsonNode given) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        boolean valid = true;
        if (given instanceof ObjectNode object) {
            valid = object.propertyStream().allMatch(each -> Json.isKeepable(each.getKey()));
            object.propertyStream().forEach(each -> values.put(MetadataNames.snake(each.getKey()), each.getValue()));
        } else if (given instanceof ArrayNode list) {
            for (JsonNode item : list) {
                JsonNode key = item.path("key");
                valid = valid && key.isString() && Json.isKeepable(key.stringValue());
                values.put(MetadataNames.snake(key.asString()), item.path("value"));
            }
        } else {
            return null;
        }
        valid = valid && values.values().stream().allMatch(value -> value instanceof JsonNode node && isKeepable(node));
        values.replaceAll((name, value) -> value instanceof JsonNode node ? value(node) : null);
        return valid ? new Metadata(values) : null;
    }

    private static boolean isKeepable(JsonNode node) {
        return switch (node) {
            case ObjectNode object ->
                object.propertyStream().allMatch(each -> Json.isKeepable(each.getKey()) && isKeepable(each.getValue()));
            case ArrayNode list -> list.valueStream().allMatch(MetadataDocuments::isKeepable);
            default ->
                node.isString()
                        ? Json.isKeepable(node.stringValue())
                        : !node.isNumber() || Double.isFinite(node.doubleValue());
        };
    }

    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                node.propertyStream()
                        .forEach(each -> object.put(MetadataNames.snake(each.getKey()), value(each.getValue())));
                yield object;
            }
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                node.forEach(item -> list.add(value(item)));
                yield list;
            }
            case STRING -> node.stringValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER ->
                !node.isIntegralNumber()
                        ? node.decimalValue()
                        : node.canConvertToLong() ? (Object) node.longValue() : node.bigIntegerValue();
            case NULL, MISSING -> null;
            case BINARY, POJO -> throw new IllegalStateException("Not parsed from text: " + node.getNodeType());
        };
    }
}
