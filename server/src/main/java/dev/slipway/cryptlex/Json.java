package dev.slipway.cryptlex;

import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON in and out, with names as they are. */
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
     * A body as an object; no body at all is an empty one.
     *
     * @throws Refusal 400 when it is anything else
     */
    static ObjectNode read(byte[] body) {
        String text = decode(body);
        if (text.isBlank()) {
            return NODES.objectNode();
        }
        JsonNode node = parse(text);
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.of(Problem.BAD_REQUEST, "The body must be a JSON object");
    }

    private static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException | ArithmeticException | NumberFormatException e) {
            // Numbers whose exponents overflow are not the parser's own failures.
            throw Refusal.of(Problem.JSON_INVALID);
        }
    }

    private static String decode(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refusal.of(Problem.ENCODING_INVALID);
        }
    }

    /** The texts of a JSON array of texts, numbers and flags; empty when the text is none. */
    static Optional<List<String>> strings(String text) {
        try {
            if (MAPPER.readTree(text) instanceof ArrayNode array
                    && array.valueStream().allMatch(JsonNode::isValueNode)) {
                return Optional.of(array.valueStream().map(JsonNode::asString).toList());
            }
            return Optional.empty();
        } catch (JacksonException | ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether every engine and client can keep a text: it holds no NUL and no half of a character. */
    static boolean isKeepable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /** A whole number that fits into 64 bits, also when it is written as 1.0 or 1e3; null when it is none. */
    static @Nullable Long wholeNumber(JsonNode node) {
        if (!node.isNumber()) {
            return null;
        }
        try {
            BigDecimal value = node.decimalValue();
            // Before it is written out, which a large exponent would make costly.
            return Math.abs((long) value.precision() - value.scale()) > 20 ? null : value.longValueExact();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    /** A time as answers have it: in UTC, with as many digits of the second as it needs; null stays null. */
    static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : Times.text(time);
    }

    /** A list of texts. */
    static ArrayNode array(Iterable<String> texts) {
        ArrayNode array = NODES.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    /** A document as bytes. */
    static byte[] write(JsonNode document) {
        return MAPPER.writeValueAsBytes(document);
    }
}
