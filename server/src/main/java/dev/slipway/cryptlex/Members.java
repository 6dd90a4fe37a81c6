package dev.slipway.cryptlex;

import dev.slipway.model.Change;
import dev.slipway.model.Metadata;
import dev.slipway.model.Timestamps;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of a body. Reading notes what is wrong with them, and {@link #read} refuses with all of it at once. Members that
 * nobody asks for are ignored; null means absent unless a {@link Change} is asked for.
 */
final class Members {
    private final ObjectNode body;
    private final Violations violations = new Violations();

    Members(ObjectNode body) {
        this.body = body;
    }

    /**
     * What a reader makes of the members.
     *
     * @throws Refusal 400 naming every member that could not be read
     */
    <T> T read(Function<Members, T> reader) {
        T value = reader.apply(this);
        violations.throwIfAny();
        return value;
    }

    /** Whether the body has a member of that name, be it null. */
    boolean has(String name) {
        return body.has(name);
    }

    /** A member as it is; null when it is absent or null. */
    @Nullable
    JsonNode node(String name) {
        JsonNode node = body.get(name);
        return node == null || node.isNull() ? null : node;
    }

    /** Notes what is wrong with a member. */
    void refuse(String name, Rule rule, String detail) {
        violations.add(Source.attribute(name), rule, detail);
    }

    /** A text that there must be; empty when there is none, which is noted. */
    String text(String name) {
        return required(name, optionalText(name), "");
    }

    /** A text. */
    @Nullable
    String optionalText(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        if (!node.isString() || !Json.isKeepable(node.stringValue())) {
            refuse(name, Rule.INVALID, "must be a text");
            return null;
        }
        return node.stringValue();
    }

    /** A text, or null to clear it, or nothing. */
    Change<String> changedText(String name) {
        return changed(name, optionalText(name));
    }

    /** Texts; null when absent. */
    @Nullable
    List<String> optionalTexts(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        boolean valid = node.isArray();
        for (JsonNode item : node) {
            valid = valid && item.isString() && Json.isKeepable(item.stringValue());
            if (valid) {
                texts.add(item.stringValue());
            }
        }
        if (!valid) {
            refuse(name, Rule.INVALID, "must be a list of texts");
            return null;
        }
        return texts;
    }

    /** Texts, of which there must be a list; empty when there is none, which is noted. */
    List<String> texts(String name) {
        return required(name, optionalTexts(name), List.of());
    }

    /** True or false; null when absent. */
    @Nullable
    Boolean optionalFlag(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        if (!node.isBoolean()) {
            refuse(name, Rule.INVALID, "must be true or false");
            return null;
        }
        return node.booleanValue();
    }

    /** True or false, and that when absent. */
    boolean flag(String name, boolean usual) {
        Boolean given = optionalFlag(name);
        return given == null ? usual : given;
    }

    /** A whole number; null when absent. */
    @Nullable
    Long optionalNumber(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        Long number = Json.wholeNumber(node);
        if (number == null) {
            refuse(name, Rule.INVALID, "must be a whole number");
        }
        return number;
    }

    /** A whole number that there must be; 0 when there is none, which is noted. */
    long number(String name) {
        return required(name, optionalNumber(name), 0L);
    }

    /** A time, as finely as it can be stored; null when absent. */
    @Nullable
    Instant optionalTime(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        Instant time = node.isString() ? Timestamps.parse(node.stringValue()).orElse(null) : null;
        if (time == null) {
            refuse(name, Rule.INVALID, "must be a time such as 2026-03-01T09:00:00Z");
        }
        return time == null ? null : time.truncatedTo(ChronoUnit.MICROS);
    }

    /** A time, or null to clear it, or nothing. */
    Change<Instant> changedTime(String name) {
        return changed(name, optionalTime(name));
    }

    /** One of some names, in any case; null when absent. */
    <E extends Enum<E>> @Nullable E optionalChoice(String name, Class<E> type) {
        String text = optionalText(name);
        if (text == null) {
            return null;
        }
        E[] constants = type.getEnumConstants();
        for (E constant : constants) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        refuse(name, Rule.INVALID, "must be one of: " + Arrays.toString(constants));
        return null;
    }

    /** The client's own data; null when absent. */
    @Nullable
    Metadata optionalMetadata(String name) {
        JsonNode node = node(name);
        Metadata metadata = node == null ? null : MetadataDocuments.read(node);
        if (node != null && metadata == null) {
            refuse(name, Rule.INVALID, "must be an object, or a list of objects with a key and a value");
        }
        return metadata;
    }

    /** What the body says of a member that was read: nothing, or a value, or null. */
    <T> Change<T> changed(String name, @Nullable T value) {
        return body.has(name) ? Change.to(value) : Change.none();
    }

    private <T> T required(String name, @Nullable T value, T substitute) {
        if (value != null) {
            return value;
        }
        if (node(name) == null) {
            refuse(name, Rule.REQUIRED, "is required");
        }
        return substitute;
    }
}
