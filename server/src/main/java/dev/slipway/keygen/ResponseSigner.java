package dev.slipway.keygen;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;

/**
 * Signs answers so that a client who knows the account's public key can tell that nothing was changed on the way
 * (docs/API-DESIGN.md, signed responses).
 */
final class ResponseSigner {
    private final Key key;
    /** Equal bytes within one second have an equal signature: a poll of many clients is signed once. */
    private final Cache<String, String> signatures = Caffeine.newBuilder()
            .maximumSize(2_000)
            .expireAfterWrite(Duration.ofSeconds(3))
            .build();

    /** Signs with the keys of accounts. */
    ResponseSigner(Key key) {
        this.key = key;
    }

    /** Signs bytes as an account. */
    @FunctionalInterface
    interface Key {
        byte[] sign(String accountId, byte[] message);
    }

    /** The value of the Digest header. */
    static String digest(byte[] body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            return "sha-256=" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JDK lacks SHA-256", e);
        }
    }

    /**
     * The value of the Keygen-Signature header.
     *
     * @param target path and query exactly as received
     * @param host the Host header exactly as received
     */
    String signature(String accountId, String method, String target, String host, String date, String digest) {
        String signed = "(request-target): " + method.toLowerCase(Locale.ROOT) + " " + (target.isEmpty() ? "/" : target)
                + "\nhost: " + host + "\ndate: " + date + "\ndigest: " + digest;
        String signature = signatures.get(
                accountId + signed,
                missing -> Base64.getEncoder()
                        .encodeToString(key.sign(accountId, signed.getBytes(StandardCharsets.UTF_8))));
        return "keyid=\"" + accountId + "\", algorithm=\"ed25519\", signature=\"" + signature
                + "\", headers=\"(request-target) host date digest\"";
    }
}
