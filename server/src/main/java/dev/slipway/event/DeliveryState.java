package dev.slipway.event;

import dev.slipway.event.delivery.Outcome;
import dev.slipway.model.WebhookEvent;

/** How well a receiver takes what it is told. */
public enum DeliveryState {
    /** It took what it was last sent, or was never sent anything. */
    HEALTHY,
    /** It did not take what it was last sent. */
    UNHEALTHY,
    /** It said that it wants nothing more. */
    SUSPENDED;

    /** How one event fared with its receiver. */
    public static DeliveryState of(WebhookEvent event) {
        return switch (event.status()) {
            case DELIVERING, DELIVERED -> HEALTHY;
            case FAILING -> UNHEALTHY;
            case FAILED -> isFarewell(event) ? SUSPENDED : UNHEALTHY;
        };
    }

    private static boolean isFarewell(WebhookEvent event) {
        Long status = event.lastResponseCode();
        return status != null && new Outcome.Answered(status.intValue(), "").isFarewell();
    }
}
