package dev.slipway.cryptlex;

import dev.slipway.access.Credentials;
import dev.slipway.http.QueryParameters;
import dev.slipway.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where clients put their credentials: the header, then {@code key}, {@code auth} and {@code token} of the query. The key of a
 * license in {@code key} proves who asks whatever the license's policy says of keys elsewhere.
 */
final class CredentialsReader {
    private CredentialsReader() {}

    /** The key of a license in the query, whatever else a request presents. */
    static Credentials key(QueryParameters query) {
        String key = query.first("key");
        return key == null || key.isEmpty() ? new Credentials.None() : new Credentials.LicenseKey(key, true);
    }

    /** The credentials of a request. */
    static Credentials read(Request request, QueryParameters query) {
        String header = request.header("Authorization");
        if (header != null && !header.isBlank()) {
            int space = header.indexOf(' ');
            String scheme = (space < 0 ? header : header.substring(0, space)).toLowerCase(Locale.ROOT);
            String value = space < 0 ? "" : header.substring(space + 1).strip();
            return switch (scheme) {
                case "bearer", "token" -> new Credentials.TokenSecret(value);
                case "license" -> new Credentials.LicenseKey(value);
                case "basic" -> basic(value);
                default -> new Credentials.Malformed();
            };
        }
        String key = query.first("key");
        if (key != null && !key.isEmpty()) {
            return new Credentials.LicenseKey(key, true);
        }
        String auth = query.first("auth");
        if (auth != null && !auth.isEmpty()) {
            return fromQuery(auth);
        }
        String token = query.first("token");
        return token == null || token.isEmpty() ? new Credentials.None() : new Credentials.TokenSecret(token);
    }

    private static Credentials fromQuery(String auth) {
        if (auth.startsWith("license:")) {
            return new Credentials.LicenseKey(auth.substring("license:".length()));
        }
        return new Credentials.TokenSecret(auth.startsWith("token:") ? auth.substring("token:".length()) : auth);
    }

    private static Credentials basic(String encoded) {
        String pair = decode(encoded);
        int colon = pair == null ? -1 : pair.indexOf(':');
        if (pair == null || colon < 0) {
            return new Credentials.Malformed();
        }
        String secret = pair.substring(colon + 1);
        return switch (pair.substring(0, colon)) {
            case "license" -> new Credentials.LicenseKey(secret);
            case "token" -> new Credentials.TokenSecret(secret);
            default -> new Credentials.Malformed();
        };
    }

    private static @Nullable String decode(String encoded) {
        try {
            String decoded = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return Json.isKeepable(decoded) ? decoded : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
