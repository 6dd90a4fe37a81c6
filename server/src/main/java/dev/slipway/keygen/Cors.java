package dev.slipway.keygen;

import dev.slipway.http.Body;
import dev.slipway.http.Headers;
import dev.slipway.http.Request;
import dev.slipway.http.Response;

/** Lets pages of any origin use the API with credentials they hold themselves; none travel by cookie. */
final class Cors {
    private static final String EXPOSED = String.join(
            ", ",
            "Keygen-Signature",
            "Keygen-Date",
            "Keygen-Digest",
            "Keygen-Account",
            "Keygen-Account-Id",
            "Keygen-Bearer",
            "Keygen-Bearer-Id",
            "Keygen-Token",
            "Keygen-Token-Id",
            "Keygen-Version",
            "Keygen-Accept-Signature",
            "X-RateLimit-Window",
            "X-RateLimit-Count",
            "X-RateLimit-Limit",
            "X-RateLimit-Remaining",
            "X-RateLimit-Reset",
            "X-Request-Id",
            "Date",
            "Digest");

    private Cors() {}

    /** The answer to a browser that asks before it asks. */
    static Response preflight(Request request) {
        String wanted = request.header("Access-Control-Request-Headers");
        return new Response(
                204,
                Headers.of(
                        "Access-Control-Allow-Origin",
                        "*",
                        "Access-Control-Allow-Methods",
                        "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
                        "Access-Control-Allow-Headers",
                        wanted == null ? "*" : wanted,
                        "Access-Control-Max-Age",
                        "86400"),
                Body.EMPTY);
    }

    /** Lets a page read the answer and its headers. */
    static void expose(Request request, ResponseHeaders headers) {
        if (request.header("Origin") != null) {
            headers.add("Access-Control-Allow-Origin", "*");
            headers.add("Access-Control-Expose-Headers", EXPOSED);
        }
    }
}
