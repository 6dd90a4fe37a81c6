package dev.slipway.model;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Proof that a request comes from its bearer. The secret itself is not kept, only a keyed hash.
 *
 * @param kind the role's token kind at the time of issue, e.g. {@code product-token}
 * @param usage what a signed token is for; null when the secret is opaque
 * @param scopes what it was asked to be good for, by the names of scopes; null for all that the bearer may do
 * @param permissions a narrowing of what the bearer may do; null for none
 * @param revoked since when it is worthless; null while it is not
 */
public record Token(
        String id,
        BearerReference bearer,
        String kind,
        @Nullable Usage usage,
        @Nullable String name,
        @Nullable List<String> scopes,
        @Nullable Set<Permission> permissions,
        @Nullable Instant revoked,
        @Nullable Instant expiry,
        @Nullable Long maxActivations,
        @Nullable Long maxDeactivations,
        Instant created,
        Instant updated) {

    /** What a signed token is for. */
    public enum Usage {
        /** Lasting use by programs of its bearer. */
        PERSONAL,
        /** A session of a person who signed in. */
        SIGN_IN
    }
}
