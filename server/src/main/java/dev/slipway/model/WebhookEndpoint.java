package dev.slipway.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where events are told to.
 *
 * @param productId the product whose events it is confined to; null for all
 * @param subscriptions the names of events, or {@code *} for all; empty for none
 * @param apiVersion the API version in which it is shown what an event is about
 */
public record WebhookEndpoint(
        String id,
        @Nullable String productId,
        String url,
        List<String> subscriptions,
        String apiVersion,
        Instant created,
        Instant updated) {

    /** Keeps a copy of the list. */
    public WebhookEndpoint {
        subscriptions = List.copyOf(subscriptions);
    }

    /** Whether it wants to be told events of that name. */
    public boolean subscribesTo(String event) {
        return subscriptions.contains("*") || subscriptions.contains(event);
    }

    /** The same as it is once it is told nothing more. */
    public WebhookEndpoint turnedOff(Instant now) {
        return new WebhookEndpoint(id, productId, url, List.of(), apiVersion, created, now);
    }
}
