package dev.slipway.keygen;

import dev.slipway.event.WebhookEvents;
import dev.slipway.model.WebhookEvent;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code /webhook-events}. */
public final class WebhookEventRoutes {
    private final WebhookEvents events;

    /** Translates for these. */
    public WebhookEventRoutes(WebhookEvents events) {
        this.events = events;
    }

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.on("GET", "/webhook-events", this::list);
        view.on("GET", "/webhook-events/{id}", this::show);
        view.on("DELETE", "/webhook-events/{id}", this::delete);
        view.on("POST", "/webhook-events/{id}/actions/retry", this::retry);
    }

    private Answer list(Context context) {
        List<String> names = context.query().all("events[]").stream()
                .filter(name -> !name.isBlank())
                .toList();
        return Answer.ok(Documents.of(
                context,
                events.list(context.caller(), names.isEmpty() ? null : names, context.page()),
                event -> render(context.account().id(), event, event.status()),
                WebhookEvent::id));
    }

    private Answer show(Context context) {
        return Answer.ok(document(context, events.show(context.caller(), context.parameter("id"))));
    }

    private Answer delete(Context context) {
        events.delete(context.caller(), context.parameter("id"));
        return Answer.noContent();
    }

    private Answer retry(Context context) {
        WebhookEvent again = events.retry(context.caller(), context.parameter("id"));
        return Answer.created(document(context, again), context.url("/webhook-events/" + again.id()));
    }

    private static ObjectNode document(Context context, WebhookEvent event) {
        return Documents.of(render(context.account().id(), event, event.status()));
    }

    /** An event as clients and receivers see it, with a status. */
    static ObjectNode render(String accountId, WebhookEvent event, WebhookEvent.Status status) {
        return new Resource(accountId, "webhook-events", event.id(), "/webhook-events/" + event.id())
                .attribute("endpoint", event.url())
                .attribute("apiVersion", event.apiVersion())
                .attribute("payload", event.payload())
                .attribute("event", event.event())
                .attribute("status", status.name())
                .attribute("lastResponseCode", event.lastResponseCode())
                .attribute("lastResponseBody", event.lastResponseBody())
                .times(event.created(), event.updated())
                .selfLink()
                .meta(Json.NODES.objectNode().put("idempotencyToken", event.idempotencyToken()))
                .build();
    }
}
