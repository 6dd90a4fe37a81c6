package dev.slipway.dashboard;

import dev.slipway.event.DeliveryState;
import dev.slipway.event.Webhooks;
import dev.slipway.model.Dialect;
import dev.slipway.model.WebhookEndpoint;
import dev.slipway.model.WebhookEvent;
import java.util.List;

/**
 * What there is to say about webhooks.
 *
 * @param keygenEvents the names of events in Keygen's words
 * @param cryptlexEvents the names of events in Cryptlex's words
 * @param apiVersions the versions of Keygen's API, in which receivers are shown what an event is about
 */
public record WebhookWords(List<String> keygenEvents, List<String> cryptlexEvents, List<String> apiVersions) {
    static final String EVERYTHING = "*";

    /** Keeps copies. */
    public WebhookWords {
        keygenEvents = List.copyOf(keygenEvents);
        cryptlexEvents = List.copyOf(cryptlexEvents);
        apiVersions = List.copyOf(apiVersions);
    }

    List<String> events(Dialect dialect) {
        return switch (dialect) {
            case KEYGEN -> keygenEvents;
            case CRYPTLEX -> cryptlexEvents;
        };
    }

    static String api(Dialect dialect) {
        return switch (dialect) {
            case KEYGEN -> "Keygen";
            case CRYPTLEX -> "Cryptlex";
        };
    }

    static WebhooksPage.Row row(Webhooks.Entry entry) {
        WebhookEndpoint endpoint = entry.endpoint();
        return new WebhooksPage.Row(
                endpoint.id(),
                title(endpoint),
                endpoint.url(),
                api(endpoint.dialect()),
                subscriptions(endpoint.subscriptions()),
                standing(entry));
    }

    static String title(WebhookEndpoint endpoint) {
        return endpoint.name().isBlank() ? endpoint.url() : endpoint.name();
    }

    static Badge standing(Webhooks.Entry entry) {
        WebhookEndpoint endpoint = entry.endpoint();
        if (!endpoint.active() || endpoint.subscriptions().isEmpty()) {
            return entry.state() == DeliveryState.SUSPENDED
                    ? new Badge("Turned off by its receiver", "bad")
                    : new Badge("Turned off", "fair");
        }
        return entry.state() == DeliveryState.HEALTHY ? new Badge("Works", "good") : new Badge("Failing", "bad");
    }

    static Badge standing(WebhookEvent delivery) {
        return switch (delivery.status()) {
            case DELIVERING -> new Badge("On its way", "fair");
            case DELIVERED -> new Badge("Delivered", "good");
            case FAILING -> new Badge("Failing", "bad");
            case FAILED -> new Badge("Given up", "bad");
        };
    }

    static String subscriptions(List<String> names) {
        if (names.isEmpty()) {
            return "None";
        }
        if (names.contains(EVERYTHING)) {
            return "All";
        }
        return names.size() <= 3 ? String.join(", ", names) : names.size() + " kinds";
    }
}
