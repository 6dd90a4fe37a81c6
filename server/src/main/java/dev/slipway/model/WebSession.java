package dev.slipway.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is signed in with a browser.
 *
 * @param proof a keyed hash of what the bearer was known by at sign-in
 * @param userAgent how the browser called itself; null when it did not
 * @param seen when it was used last, to within a few minutes
 * @param expiry when it ends even if it is used
 */
public record WebSession(
        String id,
        BearerReference bearer,
        String proof,
        @Nullable String userAgent,
        Instant created,
        Instant seen,
        Instant expiry) {}
