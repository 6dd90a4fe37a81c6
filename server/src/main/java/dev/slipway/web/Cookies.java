package dev.slipway.web;

import dev.slipway.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Cookies that scripts cannot read and other sites cannot send along with a form. Over HTTPS their names begin with
 * {@code __Host-}, so that no other host of the domain can set them.
 */
record Cookies(Request request, boolean secure) {
    private static final String SECURE_PREFIX = "__Host-";

    /** The value of a cookie; null when there is none. */
    @Nullable
    String read(String name) {
        String wanted = fullName(name) + "=";
        for (String header : request.headers("Cookie")) {
            for (String pair : header.split(";", -1)) {
                String cookie = pair.strip();
                if (cookie.startsWith(wanted)) {
                    return cookie.substring(wanted.length());
                }
            }
        }
        return null;
    }

    /** The header that sets a cookie, until the browser is closed when {@code life} is null. */
    String set(String name, String value, @Nullable Duration life) {
        return fullName(name)
                + "=" + value
                + "; Path=/; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "")
                + (life == null ? "" : "; Max-Age=" + life.toSeconds());
    }

    /** The header that removes a cookie. */
    String remove(String name) {
        return set(name, "", Duration.ZERO);
    }

    private String fullName(String name) {
        return secure ? SECURE_PREFIX + name : name;
    }

    /** Any text, in characters that a cookie may have. */
    static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What {@link #encode} was given; null for anything it did not make. */
    static @Nullable String decode(@Nullable String encoded) {
        if (encoded == null || encoded.isEmpty()) {
            return null;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
