package dev.slipway.dashboard;

import dev.slipway.web.Frame;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the event log.
 *
 * @param requestId the request it happened in; null for none
 * @param details what is known besides, as JSON; null for nothing
 */
public record EventPage(
        Frame frame,
        EventRow event,
        @Nullable String requestId,
        @Nullable String details) {}
