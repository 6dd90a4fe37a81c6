package dev.slipway.model;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which licenses of a list are wanted. Null means any.
 *
 * @param assigned whether the license has an owner
 * @param expiresAfter only those that have not run out by then, perpetual ones included
 * @param expiresBy only those that have run out by then
 */
public record LicenseFilter(
        @Nullable String productId,
        @Nullable String policyId,
        @Nullable String ownerId,
        @Nullable Boolean suspended,
        @Nullable Boolean assigned,
        @Nullable Instant expiresAfter,
        @Nullable Instant expiresBy) {
    /** No restriction. */
    public static final LicenseFilter ANY = new LicenseFilter(null, null, null, null, null, null, null);

    /** The same with another owner. */
    public LicenseFilter withOwner(String id) {
        return new LicenseFilter(productId, policyId, id, suspended, assigned, expiresAfter, expiresBy);
    }

    /** The same within one product; empty when another product was wanted. */
    public Optional<LicenseFilter> inProduct(String id) {
        return productId == null || productId.equals(id)
                ? Optional.of(new LicenseFilter(id, policyId, ownerId, suspended, assigned, expiresAfter, expiresBy))
                : Optional.empty();
    }

    /** The same among the licenses of one policy; empty when another policy was wanted. */
    public Optional<LicenseFilter> ofPolicy(String id) {
        return policyId == null || policyId.equals(id)
                ? Optional.of(new LicenseFilter(productId, id, ownerId, suspended, assigned, expiresAfter, expiresBy))
                : Optional.empty();
    }

    /** The same among the licenses of one user; empty when another owner was wanted. */
    public Optional<LicenseFilter> ownedBy(String id) {
        return ownerId == null || ownerId.equals(id)
                ? Optional.of(new LicenseFilter(productId, policyId, id, suspended, assigned, expiresAfter, expiresBy))
                : Optional.empty();
    }
}
