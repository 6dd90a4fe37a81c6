package dev.slipway.web;

import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Proves that a form comes from a page we gave to the same browser: a keyed hash of a cookie that only it holds. */
public final class FormTokens {
    /** The hidden field of every form. */
    public static final String FIELD = "form-token";

    /** The header that scripts send instead of the field. */
    public static final String HEADER = "X-CSRF-Token";

    private final SecretKeySpec key;

    /** Tokens by this key of 32 bytes. */
    public FormTokens(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** The token that belongs to a cookie's value. */
    String of(String cookie) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(cookie.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK lacks HMAC-SHA-256", e);
        }
    }

    /** Whether a form that should hold this token does. */
    static boolean fits(String expected, @Nullable String token) {
        return token != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    /** What whoever sends a form without the right token is told. */
    static Refusal refusal() {
        return Refusal.of(
                Problem.ACCESS_DENIED,
                "This form was open for too long, or you have signed in or out since. Nothing was changed:"
                        + " go back, load the page again and send the form once more");
    }
}
