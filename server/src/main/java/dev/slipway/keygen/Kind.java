package dev.slipway.keygen;

import dev.slipway.model.Aliases;
import dev.slipway.model.Metadata;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What a member of a body may hold. Each kind turns a JSON value into a value of the domain or refuses it with 400. */
sealed interface Kind {

    /** The value as the domain has it; {@code value} is not null. */
    Object read(Object value, String pointer);

    /** Whether a value of this kind is empty, which needs saying to be allowed. */
    default boolean isBlank(Object value) {
        return value instanceof String text && text.isEmpty();
    }

    /** The JSON Schema of the values that are accepted, as far as a schema can say it. */
    ObjectNode schema();

    /** A text. */
    record Text() implements Kind {
        @Override
        public ObjectNode schema() {
            return typed("string");
        }

        @Override
        public Object read(Object value, String pointer) {
            return expect(String.class, value, "string", pointer);
        }
    }

    /** One of a few texts. */
    record OneOf(Set<String> values) implements Kind {
        @Override
        public ObjectNode schema() {
            ObjectNode schema = typed("string");
            values.stream().sorted().forEach(schema.putArray("enum")::add);
            return schema;
        }

        @Override
        public Object read(Object value, String pointer) {
            String text = expect(String.class, value, "string", pointer);
            if (!values.contains(text)) {
                throw refuse("is invalid", pointer);
            }
            return text;
        }
    }

    /** A whole number of 64 bits. */
    record WholeNumber() implements Kind {
        @Override
        public ObjectNode schema() {
            return typed("integer").put("format", "int64");
        }

        @Override
        public Object read(Object value, String pointer) {
            if (value instanceof BigInteger) {
                throw Refusal.of(Problem.BAD_REQUEST, "integer is too large", Source.pointer(pointer));
            }
            return expect(Long.class, value, "integer", pointer);
        }
    }

    /** True or false. */
    record Flag() implements Kind {
        @Override
        public ObjectNode schema() {
            return typed("boolean");
        }

        @Override
        public Object read(Object value, String pointer) {
            return expect(Boolean.class, value, "boolean", pointer);
        }
    }

    /** A moment: ISO 8601, or Unix seconds as a number or digits. */
    record Time() implements Kind {
        @Override
        public ObjectNode schema() {
            return reference("TimeInput");
        }

        @Override
        public Object read(Object value, String pointer) {
            try {
                return switch (value) {
                    case Long seconds -> bounded(Instant.ofEpochSecond(seconds));
                    case BigDecimal seconds ->
                        bounded(Instant.ofEpochMilli(seconds.movePointRight(3).longValueExact()));
                    case String text -> bounded(parse(text));
                    default -> throw refuse(mismatch(value, "time"), pointer);
                };
            } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
                throw refuse("failed to coerce " + typeName(value) + " to time", pointer);
            }
        }

        private static Instant parse(String text) {
            if (text.chars().allMatch(Character::isDigit)) {
                return Instant.ofEpochSecond(Long.parseLong(text));
            }
            if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return OffsetDateTime.parse(text).toInstant();
        }

        private static Instant bounded(Instant time) {
            // What four digits of a year can say is what every client can read back.
            int year = time.atOffset(ZoneOffset.UTC).getYear();
            if (year < 1 || year > 9_999) {
                throw new DateTimeException("Out of range");
            }
            return time;
        }
    }

    /** The id of a resource; aliases are not accepted in bodies. */
    record Id() implements Kind {
        @Override
        public ObjectNode schema() {
            return reference("IdInput");
        }

        @Override
        public Object read(Object value, String pointer) {
            if (!(value instanceof String text) || !Aliases.isIdLike(text)) {
                throw refuse("type mismatch (received %s expected UUID string)".formatted(typeName(value)), pointer);
            }
            return Aliases.canonical(text);
        }
    }

    /** The caller's own data: two levels of containers below the object itself. */
    record Free() implements Kind {
        private static final int DEEPEST = 2;

        @Override
        public ObjectNode schema() {
            return reference("Metadata");
        }

        @Override
        public boolean isBlank(Object value) {
            return false;
        }

        @Override
        public Object read(Object value, String pointer) {
            if (!(value instanceof Map<?, ?> map)) {
                throw refuse(mismatch(value, "object"), pointer);
            }
            checkDepth(map, pointer, 0);
            @SuppressWarnings("unchecked")
            Map<String, @Nullable Object> values = (Map<String, @Nullable Object>) map;
            return new Metadata(values);
        }

        private static void checkDepth(@Nullable Object value, String pointer, int depth) {
            boolean container = value instanceof Map<?, ?> || value instanceof List<?>;
            if (container && depth > DEEPEST) {
                throw refuse("maximum depth of 2 exceeded", pointer);
            }
            if (value instanceof Map<?, ?> map) {
                map.forEach((name, member) ->
                        checkDepth(member, pointer + "/" + KeyCase.camel(String.valueOf(name)), depth + 1));
            } else if (value instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    checkDepth(list.get(i), pointer + "/" + i, depth + 1);
                }
            }
        }
    }

    /** A list of values of one kind. */
    record ListOf(Kind item, int fewest, int most) implements Kind {
        @Override
        public ObjectNode schema() {
            ObjectNode schema = typed("array").put("minItems", fewest).put("maxItems", most);
            schema.set("items", item.schema());
            return schema;
        }

        @Override
        public Object read(Object value, String pointer) {
            if (!(value instanceof List<?> list)) {
                throw refuse(mismatch(value, "array"), pointer);
            }
            if (list.size() < fewest || list.size() > most) {
                throw refuse("length must be between %d and %d (inclusive)".formatted(fewest, most), pointer);
            }
            List<Object> items = new ArrayList<>(list.size());
            for (int i = 0; i < list.size(); i++) {
                Object each = list.get(i);
                if (each == null) {
                    throw refuse("cannot be null", pointer + "/" + i);
                }
                items.add(item.read(each, pointer + "/" + i));
            }
            return List.copyOf(items);
        }
    }

    /** An object of known members, read into a {@link Body}. */
    record Members(Map<String, Member> members) implements Kind {
        @Override
        public ObjectNode schema() {
            ObjectNode schema = typed("object").put("additionalProperties", false);
            List<String> required = members.keySet().stream()
                    .filter(name -> Objects.requireNonNull(members.get(name)).required())
                    .toList();
            if (!required.isEmpty()) {
                required.stream().map(KeyCase::camel).forEach(schema.putArray("required")::add);
            }
            ObjectNode properties = schema.putObject("properties");
            members.forEach((name, member) -> properties.set(KeyCase.camel(name), member.schema()));
            return schema;
        }

        @Override
        public boolean isBlank(Object value) {
            return value instanceof Map<?, ?> map && map.isEmpty();
        }

        @Override
        public Object read(Object value, String pointer) {
            if (!(value instanceof Map<?, ?> map)) {
                throw refuse(mismatch(value, "object"), pointer);
            }
            for (Object name : map.keySet()) {
                if (!members.containsKey(String.valueOf(name))) {
                    throw refuse("unpermitted parameter", pointer + "/" + KeyCase.camel(String.valueOf(name)));
                }
            }
            return Body.read(members, map, pointer);
        }
    }

    private static ObjectNode typed(String type) {
        return Json.NODES.objectNode().put("type", type);
    }

    private static ObjectNode reference(String schema) {
        return Json.NODES.objectNode().put("$ref", "#/components/schemas/" + schema);
    }

    private static <T> T expect(Class<T> type, Object value, String expected, String pointer) {
        if (!type.isInstance(value)) {
            throw refuse(mismatch(value, expected), pointer);
        }
        return type.cast(value);
    }

    private static String mismatch(@Nullable Object value, String expected) {
        return "type mismatch (received %s expected %s)".formatted(typeName(value), expected);
    }

    private static String typeName(@Nullable Object value) {
        return switch (value) {
            case String text -> "string";
            case Long number -> "integer";
            case BigInteger number -> "integer";
            case BigDecimal number -> "float";
            case Boolean flag -> "boolean";
            case List<?> list -> "array";
            case Map<?, ?> map -> "object";
            case null, default -> "null";
        };
    }

    /** A member that does not fit the schema. */
    static Refusal refuse(String detail, String pointer) {
        return Refusal.of(Problem.BAD_REQUEST, detail, Source.pointer(pointer));
    }
}
