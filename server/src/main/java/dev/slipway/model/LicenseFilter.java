package dev.slipway.model;

import org.jspecify.annotations.Nullable;

/** Which licenses of a list are wanted. Null means any. */
public record LicenseFilter(
        @Nullable String productId,
        @Nullable String policyId,
        @Nullable String ownerId,
        @Nullable Boolean suspended) {
    /** No restriction. */
    public static final LicenseFilter ANY = new LicenseFilter(null, null, null, null);
}
