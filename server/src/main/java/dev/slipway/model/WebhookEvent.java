package dev.slipway.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to one endpoint.
 *
 * @param dialect the API in whose words it is told
 * @param productId the product that the endpoint is confined to; null for none
 * @param url where it is sent
 * @param token the secret that it is signed with; null where the account's key signs
 * @param event its name in that API
 * @param payload the document of what it is about, as it was then, as JSON text
 * @param idempotencyToken the same for everything sent about one event to one endpoint
 * @param attempts how often it was sent so far
 * @param due when it is to be sent next; null when nothing more is to be done
 * @param lastResponseBody what the receiver answered, or a word for why it did not
 */
public record WebhookEvent(
        String id,
        String endpointId,
        Dialect dialect,
        @Nullable String productId,
        String url,
        String apiVersion,
        @Nullable String token,
        String event,
        String resourceId,
        String payload,
        String idempotencyToken,
        Status status,
        long attempts,
        @Nullable Instant due,
        @Nullable Long lastResponseCode,
        @Nullable String lastResponseBody,
        Instant created,
        Instant updated) {

    /** How far an event has come. */
    public enum Status {
        /** Not sent yet, or being sent for the first time. */
        DELIVERING,
        /** The receiver has it. */
        DELIVERED,
        /** To be sent again. */
        FAILING,
        /** Given up. */
        FAILED
    }

    /** The same after an attempt to send it. */
    public WebhookEvent attempted(
            Status outcome,
            @Nullable Instant next,
            @Nullable Long responseCode,
            @Nullable String responseBody,
            Instant now) {
        return new WebhookEvent(
                id,
                endpointId,
                dialect,
                productId,
                url,
                apiVersion,
                token,
                event,
                resourceId,
                payload,
                idempotencyToken,
                outcome,
                attempts + 1,
                next,
                responseCode,
                responseBody,
                created,
                now);
    }

    /** The same event, to be sent to its endpoint, as that now is, as if for the first time. */
    public WebhookEvent again(String newId, WebhookEndpoint endpoint, Instant now) {
        return new WebhookEvent(
                newId,
                endpointId,
                dialect,
                productId,
                endpoint.url(),
                apiVersion,
                endpoint.token(),
                event,
                resourceId,
                payload,
                idempotencyToken,
                Status.DELIVERING,
                0,
                now,
                null,
                null,
                now,
                now);
    }

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return "WebhookEvent[" + id + "]";
    }
}
