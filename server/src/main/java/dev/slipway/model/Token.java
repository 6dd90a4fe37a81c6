package dev.slipway.model;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Proof that a request comes from its bearer. The secret itself is not kept, only a keyed hash.
 *
 * @param kind the role's token kind at the time of issue, e.g. {@code product-token}
 * @param permissions a narrowing of what the bearer may do; null for none
 */
public record Token(
        String id,
        BearerReference bearer,
        String kind,
        @Nullable String name,
        @Nullable Set<Permission> permissions,
        @Nullable Instant expiry,
        @Nullable Long maxActivations,
        @Nullable Long maxDeactivations,
        Instant created,
        Instant updated) {}
