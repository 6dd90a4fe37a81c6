package dev.slipway.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the event log are asked for; null for any.
 *
 * @param from the first moment
 * @param until the moment after the last
 */
public record EventFilter(
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable List<String> events,
        @Nullable Linkage bearer,
        @Nullable Linkage resource,
        @Nullable String requestId) {

    /** A resource by its id and, where it is known, its type. */
    public record Linkage(@Nullable String type, String id) {}
}
