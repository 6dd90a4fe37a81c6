package dev.slipway.cryptlex;

import dev.slipway.http.Headers;
import dev.slipway.http.Request;

/** Lets pages of any origin use the API with credentials they hold themselves; none travel by cookie. */
final class Cors {
    private static final String EXPOSED = String.join(
            ", ",
            "Pagination-Count",
            "Pagination-Page",
            "Pagination-Limit",
            "X-Pagination-Count",
            "X-Pagination-Page",
            "X-Pagination-Limit",
            "X-Rate-Limit-Limit",
            "X-Rate-Limit-Remaining",
            "X-Rate-Limit-Reset",
            "Retry-After",
            "X-Request-Id",
            "Accept-Ranges",
            "Content-Disposition",
            "Content-Range",
            "ETag");

    private Cors() {}

    /** Lets a page read an answer and its headers. */
    static Headers expose(Headers headers) {
        return headers.with("Access-Control-Allow-Origin", "*")
                .with("Access-Control-Expose-Headers", EXPOSED)
                .with("Vary", "Origin");
    }

    /** What is said of the addresses of files, in every answer; what it already says stays. */
    static Headers ofFiles(Headers headers) {
        Headers all = headers.with("Access-Control-Allow-Methods", "GET, POST, OPTIONS, PUT, DELETE");
        return headers.first("Access-Control-Max-Age") != null
                ? all
                : all.with("Access-Control-Allow-Headers", "Content-Type, Authorization")
                        .with("Access-Control-Max-Age", "86400");
    }

    /** What a browser is told that asks before it asks. */
    static Headers preflight(Request request) {
        String wanted = request.header("Access-Control-Request-Headers");
        return Headers.of(
                "Access-Control-Allow-Methods",
                "GET, HEAD, POST, OPTIONS, PUT, PATCH, DELETE",
                "Access-Control-Allow-Headers",
                wanted == null || wanted.isBlank() ? "Content-Type, Authorization" : wanted,
                "Access-Control-Max-Age",
                "86400");
    }
}
