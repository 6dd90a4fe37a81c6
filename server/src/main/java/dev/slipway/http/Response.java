package dev.slipway.http;

import java.nio.charset.StandardCharsets;

/**
 * An answer. The layer adds the length, Date (unless set), X-Request-Id and X-Content-Type-Options, and nothing else.
 *
 * @param status the final status, 200 to 599
 */
public record Response(int status, Headers headers, Body body) {
    /** Refuses a status that cannot end an exchange. */
    public Response {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("Not a final status: " + status);
        }
    }

    /** An answer without a body. */
    public static Response empty(int status) {
        return new Response(status, Headers.EMPTY, Body.EMPTY);
    }

    /** An answer of bytes in memory. */
    public static Response bytes(int status, String contentType, byte[] content) {
        return new Response(status, Headers.of("Content-Type", contentType), new Body.Bytes(content));
    }

    /** An answer of plain text. */
    public static Response text(int status, String content) {
        return bytes(status, "text/plain; charset=utf-8", content.getBytes(StandardCharsets.UTF_8));
    }

    /** The same answer with this header, instead of any of that name. */
    public Response withHeader(String name, String value) {
        return new Response(status, headers.with(name, value), body);
    }

    /** The same answer with one more header, beside any of that name. */
    public Response withAddedHeader(String name, String value) {
        return new Response(status, headers.and(name, value), body);
    }
}
