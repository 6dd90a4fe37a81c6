package dev.slipway.cryptlex;

import dev.slipway.access.Scope;
import dev.slipway.event.DeliveryState;
import dev.slipway.event.Webhooks;
import dev.slipway.event.delivery.Failure;
import dev.slipway.model.ListQuery;
import dev.slipway.model.WebhookEvent;
import dev.slipway.model.WebhookEvent.Status;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /webhook-event-logs}: what webhooks were told, and what came of it. */
public final class WebhookEventLogRoutes {
    private final Webhooks webhooks;

    /** Serves these. */
    public WebhookEventLogRoutes(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    /** Adds the endpoints to the view. */
    public void register(CryptlexView view) {
        view.on("GET", "/webhook-event-logs", Scope.WEBHOOK_READ, this::list)
                .on("GET", "/webhook-event-logs/{id}", Scope.WEBHOOK_READ, this::show);
    }

    private Answer list(Context context) {
        ListQuery query = context.list();
        return Answer.page(query, webhooks.log(context.caller(), query), WebhookEventLogRoutes::render);
    }

    private Answer show(Context context) {
        return Answer.ok(render(webhooks.logged(context.caller(), context.id("id"))));
    }

    /** The word for a state. */
    static String word(DeliveryState state) {
        return switch (state) {
            case HEALTHY -> "Healthy";
            case UNHEALTHY -> "Unhealthy";
            case SUSPENDED -> "Suspended";
        };
    }

    private static ObjectNode render(WebhookEvent event) {
        ObjectNode object = Json.NODES.objectNode();
        object.put("id", event.id());
        object.put("createdAt", Times.text(event.created()));
        object.put("updatedAt", Times.text(event.updated()));
        object.put("webhookId", event.endpointId());
        object.put("event", event.event());
        object.put("url", event.url());
        object.put("status", event.status().name().toLowerCase(Locale.ROOT));
        object.put("statusCode", event.lastResponseCode());
        object.put("response", event.lastResponseCode() == null ? null : event.lastResponseBody());
        object.put("attempts", event.attempts());
        object.put("triggeredAt", Times.text(event.created()));
        object.put("attemptedAt", event.attempts() == 0 ? null : Times.text(event.updated()));
        object.put("nextAttemptAt", event.status() == Status.FAILING ? Json.time(event.due()) : null);
        object.put("retryReason", reason(event));
        object.put("deliveryState", word(DeliveryState.of(event)));
        return object;
    }

    /** Why it is, or was, not delivered; null where there is nothing to explain. */
    private static @Nullable String reason(WebhookEvent event) {
        boolean failed = event.status() == Status.FAILING || event.status() == Status.FAILED;
        if (!failed || event.attempts() == 0) {
            return null;
        }
        if (event.lastResponseCode() != null) {
            return "The receiver answered with status %d.".formatted(event.lastResponseCode());
        }
        return event.lastResponseBody() == null ? null : sentence(Failure.valueOf(event.lastResponseBody()));
    }

    private static String sentence(Failure failure) {
        return switch (failure) {
            case REQ_TIMEOUT -> "The receiver took too long.";
            case SSL_ERROR -> "No secure connection came about.";
            case RES_INVALID -> "The answer was no HTTP.";
            case CONN_REFUSED -> "The receiver refused the connection.";
            case CONN_RESET -> "The receiver broke the connection.";
            case NET_UNREACH -> "The receiver's network could not be reached.";
            case HOST_UNREACH -> "The receiver could not be reached.";
            case DNS_ERROR -> "The receiver's name leads nowhere.";
            case EOF_ERROR -> "The connection ended before the answer.";
            case HOST_NOT_ALLOWED -> "The receiver's name leads to an address that nothing may be sent to.";
        };
    }
}
