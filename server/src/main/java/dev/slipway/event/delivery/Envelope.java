package dev.slipway.event.delivery;

import dev.slipway.model.WebhookEvent;
import java.time.Instant;
import java.util.Map;

/** How an event is put into a request. The wire shape belongs to a view, which implements this. */
@FunctionalInterface
public interface Envelope {
    /**
     * The request for an event of an account, signed.
     *
     * @param target path and query as they are sent
     * @param host the Host header as it is sent
     */
    Sealed seal(String accountId, WebhookEvent event, String target, String host, Instant now);

    /** Headers, apart from those of the connection, and the body. */
    @SuppressWarnings("ArrayRecordComponent")
    record Sealed(Map<String, String> headers, byte[] body) {}
}
