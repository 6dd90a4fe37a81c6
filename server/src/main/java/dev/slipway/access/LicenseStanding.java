package dev.slipway.access;

import dev.slipway.model.ExpirationStrategy;
import dev.slipway.model.License;
import dev.slipway.model.Policy;
import java.time.Instant;
import java.util.Set;

/**
 * A license with all that decides what it reaches.
 *
 * @param entitlementIds what the license and its policy hold
 * @param ownerBanned whether the license belongs to a banned user
 */
public record LicenseStanding(License license, Policy policy, Set<String> entitlementIds, boolean ownerBanned) {

    /** Whether the license has run out and its policy then takes everything away. */
    public boolean isRevokedAt(Instant now) {
        return policy.expirationStrategy() == ExpirationStrategy.REVOKE_ACCESS && license.isExpiredAt(now);
    }
}
