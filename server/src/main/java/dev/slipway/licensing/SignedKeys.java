package dev.slipway.licensing;

import dev.slipway.model.Policy;
import dev.slipway.model.User;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * License keys that carry facts and the account's Ed25519 signature over them, so that an app can verify them without the
 * server: {@code key/} facts {@code .} signature, both in URL-safe base64.
 */
final class SignedKeys {
    /** The name of the form. */
    static final String SCHEME = "ED25519_SIGN";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private SignedKeys() {}

    /** What a key can tell about its license. */
    record Facts(
            String accountId,
            Policy policy,
            @Nullable User owner,
            String id,
            Instant created,
            @Nullable Instant expiry) {}

    /**
     * A signed key.
     *
     * @param template the text to sign, where {@code {{id}}} and the like stand for facts; null for all facts as JSON
     */
    static String make(@Nullable String template, Facts facts, UnaryOperator<byte[]> signer) {
        Base64.Encoder base64 = Base64.getUrlEncoder();
        String dataset = template == null ? json(facts) : fill(template, facts);
        String signed = "key/" + base64.encodeToString(dataset.getBytes(StandardCharsets.UTF_8));
        byte[] signature = signer.apply(signed.getBytes(StandardCharsets.UTF_8));
        return signed + "." + base64.encodeToString(signature);
    }

    private static String json(Facts facts) {
        Map<String, @Nullable Object> policy = new LinkedHashMap<>();
        policy.put("id", facts.policy().id());
        policy.put("duration", seconds(facts));
        Map<String, @Nullable Object> license = new LinkedHashMap<>();
        license.put("id", facts.id());
        license.put("created", TIME.format(facts.created()));
        license.put("expiry", facts.expiry() == null ? null : TIME.format(facts.expiry()));
        User owner = facts.owner();
        Map<String, @Nullable Object> dataset = new LinkedHashMap<>();
        dataset.put("account", Map.of("id", facts.accountId()));
        dataset.put("product", Map.of("id", facts.policy().productId()));
        dataset.put("policy", policy);
        dataset.put("user", owner == null ? null : person(owner));
        dataset.put("license", license);
        return JSON.writeValueAsString(dataset);
    }

    private static Map<String, String> person(User owner) {
        Map<String, String> person = new LinkedHashMap<>();
        person.put("id", owner.id());
        person.put("email", owner.email());
        return person;
    }

    private static @Nullable Long seconds(Facts facts) {
        return facts.policy().duration() == null
                ? null
                : facts.policy().duration().toSeconds();
    }

    private static String fill(String template, Facts facts) {
        return PLACEHOLDER.matcher(template).replaceAll(found -> {
            Object value = switch (found.group(1)) {
                case "id" -> facts.id();
                case "account" -> facts.accountId();
                case "product" -> facts.policy().productId();
                case "policy" -> facts.policy().id();
                case "duration" -> seconds(facts);
                case "user" -> facts.owner() == null ? null : facts.owner().id();
                case "email" -> facts.owner() == null ? null : facts.owner().email();
                case "created" -> TIME.format(facts.created());
                case "expiry" -> facts.expiry() == null ? null : TIME.format(facts.expiry());
                default -> found.group();
            };
            return Matcher.quoteReplacement(value == null ? "" : value.toString());
        });
    }
}
