package dev.slipway.licensing;

import dev.slipway.model.Aliases;
import dev.slipway.model.License;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What license keys look like. */
final class LicenseKeys {
    private static final int RANDOM_BYTES = 15;
    private static final int GROUP = 6;
    private static final int SHORTEST = 6;
    private static final int LARGEST_BYTES = 16_384;

    private LicenseKeys() {}

    /** The key of a new license: what was given or a fresh one, signed where the policy says so. */
    static String make(@Nullable String given, SignedKeys.Facts facts, Ids ids, UnaryOperator<byte[]> signer) {
        if (facts.policy().scheme() != null) {
            return SignedKeys.make(given, facts, signer);
        }
        return given == null ? generate(ids) : given;
    }

    /** A fresh key: thirty hex digits in groups of six and the format's version. */
    private static String generate(Ids ids) {
        String digits = ids.randomHex(RANDOM_BYTES).toUpperCase(Locale.ROOT);
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < digits.length(); i += GROUP) {
            key.append(digits, i, i + GROUP).append('-');
        }
        return key.append("V3").toString();
    }

    /** Notes what keeps a vendor's own key from being used. */
    static void check(Session session, License license, Violations violations) {
        String key = license.key();
        Source source = Source.attribute("key");
        violations.addIf(
                key.codePointCount(0, key.length()) < SHORTEST,
                source,
                Rule.TOO_SHORT,
                "is too short (minimum is %d characters)".formatted(SHORTEST));
        violations.addIf(
                key.getBytes(StandardCharsets.UTF_8).length > LARGEST_BYTES,
                source,
                Rule.TOO_LONG,
                "is too long (maximum is %d bytes)".formatted(LARGEST_BYTES));
        violations.addIf(Aliases.isReserved(key), source, Rule.NOT_ALLOWED, "is reserved");
        violations.addIf(session.licenses().findByKey(key).isPresent(), source, Rule.TAKEN, "already exists");
        violations.addIf(
                session.licenses().find(Aliases.canonical(key)).isPresent(),
                source,
                Rule.CONFLICT,
                "must not conflict with another license's identifier (UUID)");
    }
}
