package dev.slipway.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as the request log keeps it, without anything secret.
 *
 * @param url path and query
 * @param ip the client's address
 * @param requestor who asked, or null for nobody in particular
 * @param resource what the request was about, or null when that is no single thing
 * @param detail the rest, or null where only the outline was read
 */
public record LoggedRequest(
        String id,
        String accountId,
        Instant created,
        String method,
        String url,
        int status,
        String ip,
        @Nullable String userAgent,
        EventFilter.@Nullable Linkage requestor,
        EventFilter.@Nullable Linkage resource,
        @Nullable Detail detail) {

    /** The same under another id. */
    public LoggedRequest withId(String other) {
        return new LoggedRequest(
                other, accountId, created, method, url, status, ip, userAgent, requestor, resource, detail);
    }

    /** What was said in full. */
    public record Detail(
            Map<String, String> requestHeaders,
            @Nullable String requestBody,
            Map<String, String> responseHeaders,
            @Nullable String responseBody,
            @Nullable String responseSignature) {}
}
