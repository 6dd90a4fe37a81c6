package dev.slipway.access;

import dev.slipway.model.ExpirationBasis;
import dev.slipway.model.ExpirationStrategy;
import dev.slipway.model.License;
import dev.slipway.model.Permission;
import dev.slipway.model.Policy;
import dev.slipway.model.Role;
import dev.slipway.model.User;
import dev.slipway.store.Session;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A license with all that decides what it reaches.
 *
 * @param entitlementIds what the license and its policy hold
 */
public record LicenseStanding(
        License license,
        Policy policy,
        Set<String> entitlementIds,
        @Nullable User owner) {

    /** A license as it stands now. */
    public static LicenseStanding of(Session session, License license) {
        Policy policy = session.policies()
                .find(license.policyId())
                .orElseThrow(() -> new IllegalStateException("License without a policy: " + license.id()));
        User owner = license.ownerId() == null
                ? null
                : session.users().find(license.ownerId()).orElse(null);
        return new LicenseStanding(license, policy, session.attachments().heldBy(license), owner);
    }

    /** Whether the license belongs to a banned user. */
    public boolean ownerBanned() {
        return owner != null && owner.banned() != null;
    }

    /** Whether the license has run out and its policy then takes everything away. */
    public boolean isRevokedAt(Instant now) {
        return policy.expirationStrategy() == ExpirationStrategy.REVOKE_ACCESS && license.isExpiredAt(now);
    }

    /** Whether the time of the license is still to begin, and does so by the first download. */
    boolean startsByDownload() {
        return startsBy(ExpirationBasis.FROM_FIRST_DOWNLOAD, license, policy);
    }

    /** Whether the time of a license is still to begin, and does so by this. */
    public static boolean startsBy(ExpirationBasis basis, License license, Policy policy) {
        return license.expiry() == null && policy.duration() != null && policy.expirationBasis() == basis;
    }

    /** What a license may do: its own permissions, as far as its owner, if it has one, holds them as well. */
    public static Set<Permission> permissions(License license, @Nullable User owner) {
        Set<Permission> own = held(license.permissions(), Role.LICENSE);
        if (owner == null) {
            return own;
        }
        EnumSet<Permission> shared = EnumSet.noneOf(Permission.class);
        shared.addAll(own);
        shared.retainAll(held(owner.permissions(), owner.role()));
        return shared;
    }

    /** What a bearer of a role holds, by an override of the role's permissions or, without one, by the role. */
    public static Set<Permission> held(@Nullable Set<Permission> override, Role role) {
        if (override == null) {
            return Permission.defaultsFor(role);
        }
        EnumSet<Permission> kept = EnumSet.copyOf(Permission.allowedFor(role));
        kept.retainAll(override);
        return kept;
    }
}
