package dev.slipway.keygen;

import dev.slipway.model.Change;
import dev.slipway.model.Metadata;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of a body that fits its schema: its members by their snake-case names, as values of the domain. */
final class Body {
    /** An object without members. */
    static final Body EMPTY = new Body(Map.of());

    private final Map<String, @Nullable Object> values;

    private Body(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    /** Reads the members of an object in the order of the schema. */
    static Body read(Map<String, Member> members, Map<?, ?> object, String pointer) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        members.forEach((name, member) -> {
            String place = pointer + "/" + KeyCase.camel(name);
            if (!object.containsKey(name)) {
                if (member.required()) {
                    throw Kind.refuse("is missing", place);
                }
                return;
            }
            Object value = object.get(name);
            if (value == null) {
                if (member.nullable()) {
                    values.put(name, null);
                } else if (member.required()) {
                    throw Kind.refuse("cannot be null", place);
                }
                return;
            }
            if (!member.blankable() && member.kind().isBlank(value)) {
                throw Kind.refuse("cannot be blank", place);
            }
            boolean clears = member.nullable() && value.equals("") && !(member.kind() instanceof Kind.Text);
            values.put(
                    name,
                    clears && member.kind() instanceof Kind.Time
                            ? null
                            : member.kind().read(value, place));
        });
        return new Body(values);
    }

    /** Whether a member was given, null included. */
    boolean has(String name) {
        return values.containsKey(name);
    }

    /** A member that the schema requires. */
    String text(String name) {
        return require(textOrNull(name), name);
    }

    /** A member, or null when absent or null. */
    @Nullable
    String textOrNull(String name) {
        return (String) values.get(name);
    }

    /** A member, or null when absent or null. */
    @Nullable
    Long numberOrNull(String name) {
        return (Long) values.get(name);
    }

    /** A member, or null when absent or null. */
    @Nullable
    Boolean flagOrNull(String name) {
        return (Boolean) values.get(name);
    }

    /** A member, or null when absent or null. */
    @Nullable
    Instant timeOrNull(String name) {
        return (Instant) values.get(name);
    }

    /** A member, empty when absent. */
    Metadata metadata(String name) {
        Object value = values.get(name);
        return value == null ? Metadata.EMPTY : (Metadata) value;
    }

    /** A member that is a list of texts, or null when absent or null. */
    @Nullable
    List<String> textsOrNull(String name) {
        @SuppressWarnings("unchecked")
        List<String> texts = (List<String>) values.get(name);
        return texts;
    }

    /** A member that is a list of objects; empty when absent or null. */
    List<Body> bodies(String name) {
        @SuppressWarnings("unchecked")
        List<Body> bodies = (List<Body>) values.get(name);
        return bodies == null ? List.of() : bodies;
    }

    /** A member that is an object; one without members when absent or null. */
    Body body(String name) {
        Object value = values.get(name);
        return value == null ? EMPTY : (Body) value;
    }

    /** What an update says about a member of that type. */
    <T> Change<T> change(String name, Class<T> type) {
        return has(name) ? Change.to(type.cast(values.get(name))) : Change.none();
    }

    /** What an update says about a member that is a list of texts. */
    Change<List<String>> textsChange(String name) {
        return has(name) ? Change.to(textsOrNull(name)) : Change.none();
    }

    private static <T> T require(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalStateException("The schema does not require " + name);
        }
        return value;
    }
}
