package dev.slipway.keygen;

import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON in and out: bodies become plain maps, lists, texts and numbers with snake-case names. */
final class Json {
    static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 64;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * A body as an object with snake-case names at every depth. Anything but an object is taken as its {@code data}; no body at
     * all is an empty object.
     *
     * @throws Refusal JSON_INVALID or ENCODING_INVALID
     */
    static Map<String, @Nullable Object> read(byte[] body) {
        String text = decode(body);
        if (text.isBlank()) {
            return Map.of();
        }
        JsonNode node;
        try {
            node = MAPPER.readTree(text);
        } catch (JacksonException | ArithmeticException | NumberFormatException e) {
            // Numbers whose exponents overflow are not the parser's own failures.
            throw Refusal.of(Problem.JSON_INVALID);
        }
        Object value = value(node);
        if (value instanceof Map<?, ?>) {
            @SuppressWarnings("unchecked")
            Map<String, @Nullable Object> object = (Map<String, @Nullable Object>) value;
            return object;
        }
        Map<String, @Nullable Object> wrapped = new LinkedHashMap<>();
        wrapped.put("data", value);
        return wrapped;
    }

    private static String decode(byte[] body) {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return text.toString();
        } catch (CharacterCodingException e) {
            throw Refusal.of(Problem.ENCODING_INVALID);
        }
    }

    /** JSON as values of the domain, with snake-case names. */
    static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                node.properties()
                        .forEach(member -> object.put(KeyCase.snake(clean(member.getKey())), value(member.getValue())));
                yield object;
            }
            case ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>(node.size());
                node.forEach(item -> array.add(value(item)));
                yield array;
            }
            case STRING -> clean(node.stringValue());
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            case NULL -> null;
            case BINARY, MISSING, POJO ->
                throw new IllegalStateException("Not parsed from text: " + node.getNodeType());
        };
    }

    private static Object number(JsonNode node) {
        if (!node.isIntegralNumber()) {
            BigDecimal decimal = node.decimalValue();
            // Beyond the range of a double, most clients read infinity.
            if (Double.isInfinite(decimal.doubleValue())) {
                throw Refusal.of(Problem.JSON_INVALID);
            }
            return decimal;
        }
        return node.canConvertToLong() ? (Object) node.longValue() : node.bigIntegerValue();
    }

    /** NULs and lone surrogates are no text that every engine and client can keep. */
    private static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                throw Refusal.of(Problem.ENCODING_INVALID);
            }
        }
        return text;
    }

    /** Text of our own making as JSON. */
    static JsonNode tree(String text) {
        return MAPPER.readTree(text);
    }

    /** A document as bytes. */
    static byte[] write(JsonNode document) {
        return MAPPER.writeValueAsBytes(document);
    }

    /** Values with snake-case names as JSON with camel-case names at every depth. */
    static ObjectNode camelObject(Map<String, @Nullable Object> values) {
        ObjectNode object = NODES.objectNode();
        values.forEach((name, value) -> object.set(KeyCase.camel(name), node(value)));
        return object;
    }

    /** Any value of the domain as JSON. */
    static JsonNode node(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                ObjectNode object = NODES.objectNode();
                map.forEach((name, member) -> object.set(KeyCase.camel(String.valueOf(name)), node(member)));
                yield object;
            }
            case List<?> list -> {
                var array = NODES.arrayNode();
                list.forEach(item -> array.add(node(item)));
                yield array;
            }
            case null -> NODES.nullNode();
            default -> MAPPER.valueToTree(value);
        };
    }
}
