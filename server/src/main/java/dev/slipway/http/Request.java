package dev.slipway.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request as its handler sees it. */
public interface Request {
    /** The method in upper case; {@code GET} for a HEAD request, which {@link #isHead()} tells apart. */
    String method();

    /** Whether the client asked for the head only; the layer drops the body of the answer by itself. */
    boolean isHead();

    /** The target exactly as received, escapes and query included. */
    String target();

    /** The path as received, still escaped, without the query. */
    String path();

    /** The query as received, still escaped; null when there is no question mark. */
    @Nullable
    String rawQuery();

    /** The template of the route that matched; empty when none did. */
    String route();

    /**
     * A decoded path parameter of the matched route.
     *
     * @throws IllegalArgumentException if the route has no such parameter
     */
    String parameter(String name);

    /** The authority the client addressed, as it wrote it; a trusted proxy's X-Forwarded-Host goes first. May be empty. */
    String host();

    /** The first value of a header, null when absent. */
    @Nullable
    String header(String name);

    /** Every value of a header in order. */
    List<String> headers(String name);

    /** The client's address; behind trusted proxies, the last address that is none of them. */
    String remoteAddress();

    /** Whether the client came by TLS, to us or to a trusted proxy. */
    boolean secure();

    /** The request id: the client's X-Request-Id when that is a harmless token, else a new UUID. */
    String id();

    /** The announced length of the body in bytes, 0 without a body, -1 when unknown. */
    long contentLength();

    /**
     * The body. The first read tells a waiting client to send it. A client that goes away makes reads throw
     * {@link BodyTruncated}.
     */
    InputStream body();

    /**
     * Reads the whole body.
     *
     * @throws BodyTooLarge if it has more than {@code limit} bytes
     * @throws BodyTruncated if the client went away before its end
     */
    byte[] readBody(long limit) throws IOException;
}
