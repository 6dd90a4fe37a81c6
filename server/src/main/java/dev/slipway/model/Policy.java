package dev.slipway.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The terms under which licenses of a product are issued.
 *
 * @param duration how long a license lasts; null for ever
 * @param scheme the form of generated license keys; null for the plain one
 * @param isProtected whether licensees are kept from managing their own licenses
 * @param options attributes that are stored and echoed without behaviour, by their snake-case names
 */
public record Policy(
        String id,
        String productId,
        String name,
        @Nullable Duration duration,
        ExpirationStrategy expirationStrategy,
        ExpirationBasis expirationBasis,
        RenewalBasis renewalBasis,
        TransferStrategy transferStrategy,
        AuthenticationStrategy authenticationStrategy,
        @Nullable String scheme,
        boolean isProtected,
        @Nullable Long maxUses,
        @Nullable Long maxUsers,
        Metadata options,
        Metadata metadata,
        Instant created,
        Instant updated) {}
