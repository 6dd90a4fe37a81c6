package dev.slipway.keygen;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes what is secret out of one exchange before it is kept: members and parameters whose names tell, and then the same values
 * wherever else they occur, such as in the text of an error.
 */
final class Masking {
    static final String MASK = "[masked]";

    private static final int SHORTEST = 4;
    private static final String SIGNED_LINK = "/-/";
    private static final List<String> NAMES = List.of(
            "passw",
            "digest",
            "priv",
            "key",
            "token",
            "secret",
            "crypt",
            "salt",
            "certificate",
            "otp",
            "redirect",
            "auth",
            "card",
            "cvc",
            "cvv");

    private static final Set<String> RELATIONSHIP = Set.of("data", "links", "meta");

    private final Set<String> values = new HashSet<>();

    /** Whether the name of a member or parameter tells that its value is secret. */
    static boolean isSecret(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        return NAMES.stream().anyMatch(plain::contains);
    }

    /** Remembers a value that must not be seen anywhere. */
    void hide(@Nullable String value) {
        if (value != null && value.length() >= SHORTEST) {
            values.add(value);
        }
    }

    /** Remembers what an Authorization header says, also what is in it in base64. */
    void hideCredentials(@Nullable String authorization) {
        if (authorization == null) {
            return;
        }
        String credentials =
                authorization.substring(authorization.indexOf(' ') + 1).strip();
        hide(credentials);
        try {
            String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            hide(pair.substring(pair.indexOf(':') + 1));
        } catch (IllegalArgumentException e) {
            // It is no base64, and hidden as it is.
        }
    }

    /** Remembers the secrets in a document. */
    void hideSecrets(@Nullable JsonNode document) {
        switch (document) {
            case ObjectNode object ->
                object.properties().forEach(member -> {
                    if (isSecret(member.getKey(), member.getValue())) {
                        hideAll(member.getValue());
                    } else {
                        hideSecrets(member.getValue());
                    }
                });
            case ArrayNode array -> array.forEach(this::hideSecrets);
            case null, default -> {}
        }
    }

    /** A text without the values remembered so far and without signed links. */
    String text(String text) {
        if (text.contains(SIGNED_LINK)) {
            return MASK;
        }
        String clean = text;
        for (String value : values) {
            clean = clean.replace(value, MASK);
        }
        return clean;
    }

    /** Changes a document so that it holds nothing secret, whatever was remembered before included. */
    void mask(JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                Map<String, JsonNode> members = new HashMap<>();
                object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
                members.forEach((name, value) -> maskMember(object, name, value));
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    if (array.get(i).isString()) {
                        array.set(i, text(array.get(i).stringValue()));
                    } else {
                        mask(array.get(i));
                    }
                }
            }
            default -> {}
        }
    }

    private void maskMember(ObjectNode object, String name, JsonNode value) {
        if (isSecret(name, value)) {
            object.put(name, MASK);
        } else if (value.isString()) {
            object.put(name, text(value.stringValue()));
        } else {
            mask(value);
        }
    }

    private static boolean isSecret(String name, JsonNode value) {
        return isSecret(name) && !value.isNull() && !value.isBoolean() && !isRelationship(value);
    }

    /** Relationships are called keys and tokens as well, and tell only where those are. */
    private static boolean isRelationship(JsonNode value) {
        return value.isObject() && !value.isEmpty() && RELATIONSHIP.containsAll(value.propertyNames());
    }

    private void hideAll(JsonNode value) {
        if (value.isString()) {
            hide(value.stringValue());
        } else {
            value.forEach(this::hideAll);
        }
    }
}
