package dev.slipway.dashboard;

import dev.slipway.web.Form;
import dev.slipway.web.Frame;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint was told or is to be told.
 *
 * @param form what was wrong with sending it again
 * @param endpoint the address of the page of the endpoint
 * @param due when it is sent next; null when nothing more is to be done
 * @param answer what the receiver answered; null for nothing yet
 * @param payload the document, in lines
 */
public record DeliveryPage(
        Frame frame,
        Form form,
        String endpoint,
        String id,
        String event,
        String url,
        Badge standing,
        long attempts,
        @Nullable Instant due,
        @Nullable Long responseCode,
        @Nullable String answer,
        String idempotencyToken,
        String payload,
        Instant created,
        Instant updated,
        boolean mayReplay) {}
