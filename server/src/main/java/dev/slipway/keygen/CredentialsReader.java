package dev.slipway.keygen;

import dev.slipway.access.Credentials;
import dev.slipway.http.QueryParameters;
import dev.slipway.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where Keygen's clients put their credentials: the header first, then the query. */
final class CredentialsReader {
    private CredentialsReader() {}

    /**
     * The credentials of a request.
     *
     * @param acceptsPassword whether this endpoint takes an e-mail address and a password
     */
    static Credentials read(Request request, QueryParameters query, boolean acceptsPassword) {
        String header = request.header("Authorization");
        if (header != null) {
            int space = header.indexOf(' ');
            String scheme = (space < 0 ? header : header.substring(0, space)).toLowerCase(Locale.ROOT);
            String value = space < 0 ? "" : header.substring(space + 1).strip();
            switch (scheme) {
                case "bearer", "token" -> {
                    return new Credentials.TokenSecret(value);
                }
                case "license" -> {
                    return new Credentials.LicenseKey(value);
                }
                case "basic" -> {
                    return basic(value, acceptsPassword);
                }
                default -> {
                    // Another scheme is another layer's: look at the query.
                }
            }
        }
        String token = query.first("token");
        if (token != null && !token.isEmpty()) {
            return new Credentials.TokenSecret(token);
        }
        String auth = query.first("auth");
        return auth == null || auth.isEmpty() ? new Credentials.None() : fromQuery(auth);
    }

    private static Credentials fromQuery(String auth) {
        if (auth.startsWith("license:")) {
            return new Credentials.LicenseKey(auth.substring("license:".length()));
        }
        return new Credentials.TokenSecret(auth.startsWith("token:") ? auth.substring("token:".length()) : auth);
    }

    private static Credentials basic(String encoded, boolean acceptsPassword) {
        String pair = decode(encoded);
        if (pair == null) {
            return new Credentials.Malformed();
        }
        int colon = pair.indexOf(':');
        String name = colon < 0 ? pair : pair.substring(0, colon);
        String secret = colon < 0 ? "" : pair.substring(colon + 1);
        if (name.equals("license")) {
            return new Credentials.LicenseKey(secret);
        }
        if (name.equals("token")) {
            return new Credentials.TokenSecret(secret);
        }
        if (acceptsPassword && (name.contains("@") || name.isEmpty())) {
            return new Credentials.Password(name, secret);
        }
        return name.isEmpty() ? new Credentials.Malformed() : new Credentials.TokenSecret(name);
    }

    private static @Nullable String decode(String encoded) {
        try {
            String decoded = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            // No name or secret holds a NUL, and not every engine can even be asked for one.
            return decoded.indexOf(0) < 0 ? decoded : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
