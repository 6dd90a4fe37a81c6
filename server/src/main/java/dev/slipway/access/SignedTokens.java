package dev.slipway.access;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes JSON Web Tokens, signed with the key of their account. Nobody here reads them: a token is known by the hash of its
 * whole text, so one that was changed is unknown. The signature is for others who know the account's public key.
 */
final class SignedTokens {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SigningKeys keys;

    SignedTokens(SigningKeys keys) {
        this.keys = keys;
    }

    /**
     * What a token says of itself.
     *
     * @param issuer the address of this server
     * @param usage the word for what it is for
     * @param expiry null for never
     */
    record Claims(
            String id,
            String accountId,
            String userId,
            String email,
            List<String> scopes,
            String usage,
            String issuer,
            Instant issued,
            @Nullable Instant expiry) {}

    /** The text of a token. */
    String write(Claims claims) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", "EdDSA");
        header.put("typ", "JWT");
        header.put("kid", claims.accountId());
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("scope", claims.scopes());
        payload.put("sub", claims.userId());
        payload.put("email", claims.email());
        payload.put("jti", claims.id());
        payload.put("iat", claims.issued().getEpochSecond());
        if (claims.expiry() != null) {
            payload.put("exp", claims.expiry().getEpochSecond());
        }
        payload.put("iss", claims.issuer());
        payload.put("aud", claims.issuer());
        payload.put("token_usage", claims.usage());
        payload.put("tenantid", claims.accountId());
        String signed = encode(header) + "." + encode(payload);
        byte[] signature = keys.sign(claims.accountId(), signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + BASE64.encodeToString(signature);
    }

    private static String encode(Map<String, Object> part) {
        return BASE64.encodeToString(JSON.writeValueAsBytes(part));
    }
}
