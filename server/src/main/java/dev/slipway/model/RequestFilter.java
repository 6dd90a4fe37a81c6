package dev.slipway.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the request log are asked for; null for any.
 *
 * @param from the first moment
 * @param until the moment after the last
 * @param url a part of path and query
 */
public record RequestFilter(
        @Nullable Instant from,
        @Nullable Instant until,
        EventFilter.@Nullable Linkage requestor,
        EventFilter.@Nullable Linkage resource,
        @Nullable String ip,
        @Nullable String method,
        @Nullable String url,
        @Nullable Integer status) {}
