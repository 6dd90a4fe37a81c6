package dev.slipway.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where events are told to.
 *
 * @param dialect the API whose clients made it and see it, and in whose words it is told
 * @param productId the product whose events it is confined to; null for all
 * @param name what people call it; empty where the API gives it none
 * @param subscriptions the names of events, or {@code *} for all; empty for none
 * @param apiVersion the API version in which it is shown what an event is about; empty where the API has none
 * @param token the secret that what is sent to it is signed with; null where the account's key signs
 * @param active whether it is told anything
 */
public record WebhookEndpoint(
        String id,
        Dialect dialect,
        @Nullable String productId,
        String name,
        String url,
        List<String> subscriptions,
        String apiVersion,
        @Nullable String token,
        boolean active,
        Instant created,
        Instant updated) {

    /** Keeps a copy of the list. */
    public WebhookEndpoint {
        subscriptions = List.copyOf(subscriptions);
    }

    /** Whether it wants to be told events of that name. */
    public boolean subscribesTo(String event) {
        return active && (subscriptions.contains("*") || subscriptions.contains(event));
    }

    /** The same, told nothing more: where it cannot be turned off, it forgets what it subscribed to. */
    public WebhookEndpoint turnedOff(Instant now) {
        boolean forgets = dialect == Dialect.KEYGEN;
        return new WebhookEndpoint(
                id,
                dialect,
                productId,
                name,
                url,
                forgets ? List.of() : subscriptions,
                apiVersion,
                token,
                forgets,
                created,
                now);
    }

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return "WebhookEndpoint[" + id + "]";
    }
}
