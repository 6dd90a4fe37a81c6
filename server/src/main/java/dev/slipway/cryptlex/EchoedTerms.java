package dev.slipway.cryptlex;

import dev.slipway.model.Metadata;
import dev.slipway.model.MetadataNames;
import dev.slipway.problem.Fault.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Members of licenses that are about activations, which there are none of here: kept for the clients that send them, and shown
 * to them. Only {@code validity}, in seconds, has an effect: how long a license lasts and by how much it is renewed.
 */
final class EchoedTerms {
    private static final int LONGEST_TEXT = 4095;
    private static final List<String> NUMBERS = List.of(
            "validity",
            "allowedActivations",
            "allowedDeactivations",
            "allowedFloatingClients",
            "allowedClockOffset",
            "leaseDuration",
            "serverSyncInterval",
            "serverSyncGracePeriod",
            "expiringSoonEventOffset");
    private static final List<String> FLAGS =
            List.of("allowVmActivation", "allowContainerActivation", "userLocked", "requireAuthentication");
    private static final List<String> TEXTS =
            List.of("type", "expirationStrategy", "fingerprintMatchingStrategy", "leasingStrategy", "notes");

    private EchoedTerms() {}

    /** Those that a body names, under the names they are kept by; null takes one away. */
    static Metadata read(Members members) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        NUMBERS.forEach(name -> put(members, name, members.optionalNumber(name), named));
        FLAGS.forEach(name -> put(members, name, members.optionalFlag(name), named));
        TEXTS.forEach(name -> put(members, name, text(members, name), named));
        return new Metadata(named);
    }

    private static void put(Members members, String name, @Nullable Object value, Map<String, @Nullable Object> named) {
        if (members.has(name)) {
            named.put(MetadataNames.snake(name), value);
        }
    }

    private static @Nullable String text(Members members, String name) {
        String text = members.optionalText(name);
        if (text != null && text.length() > LONGEST_TEXT) {
            members.refuse(name, Rule.TOO_LONG, "must not exceed %d characters".formatted(LONGEST_TEXT));
            return null;
        }
        return text;
    }

    /** Adds those that are kept to the object of a license. */
    static void render(Metadata kept, ObjectNode object) {
        NUMBERS.forEach(name -> {
            if (kept.get(MetadataNames.snake(name)) instanceof Number number) {
                object.put(name, number.longValue());
            }
        });
        FLAGS.forEach(name -> {
            if (kept.get(MetadataNames.snake(name)) instanceof Boolean flag) {
                object.put(name, flag);
            }
        });
        TEXTS.forEach(name -> {
            if (kept.get(MetadataNames.snake(name)) instanceof String text) {
                object.put(name, text);
            }
        });
    }
}
