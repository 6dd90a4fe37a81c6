package dev.slipway.transfer;

import dev.slipway.http.Body;
import dev.slipway.http.Headers;
import dev.slipway.http.Request;
import dev.slipway.http.Response;

/** Lets pages of any origin use a link they were given. */
final class TransferCors {
    private static final String EXPOSED =
            "Accept-Ranges, Content-Disposition, Content-Length, Content-Range, ETag, X-Request-Id";

    private TransferCors() {}

    /** The answer to a browser that asks before it asks. */
    static Response preflight(Request request) {
        String wanted = request.header("Access-Control-Request-Headers");
        return new Response(
                204,
                Headers.of(
                        "Access-Control-Allow-Origin",
                        "*",
                        "Access-Control-Allow-Methods",
                        "GET, HEAD, POST, PUT, OPTIONS",
                        "Access-Control-Allow-Headers",
                        wanted == null ? "*" : wanted,
                        "Access-Control-Max-Age",
                        "86400"),
                Body.EMPTY);
    }

    /** Lets a page read the answer and its headers. */
    static Response expose(Response response) {
        return response.withHeader("Access-Control-Allow-Origin", "*")
                .withHeader("Access-Control-Expose-Headers", EXPOSED);
    }
}
