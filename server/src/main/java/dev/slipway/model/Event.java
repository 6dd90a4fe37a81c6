package dev.slipway.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a resource.
 *
 * @param name e.g. {@code release.published}
 * @param bearerType who did it, e.g. {@code users}; null for nobody in particular
 * @param requestId the HTTP request it happened in
 */
public record Event(
        String id,
        String name,
        String resourceType,
        String resourceId,
        @Nullable String bearerType,
        @Nullable String bearerId,
        @Nullable String requestId,
        Metadata metadata,
        Instant created) {}
