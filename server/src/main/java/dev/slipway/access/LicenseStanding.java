package dev.slipway.access;

import dev.slipway.model.ExpirationBasis;
import dev.slipway.model.ExpirationStrategy;
import dev.slipway.model.License;
import dev.slipway.model.MaintenancePolicy;
import dev.slipway.model.MaintenanceStart;
import dev.slipway.model.Permission;
import dev.slipway.model.Policy;
import dev.slipway.model.Role;
import dev.slipway.model.User;
import dev.slipway.store.Session;
import dev.slipway.version.DottedVersion;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A license with all that decides what it reaches.
 *
 * @param entitlementIds what the license and its policy hold
 * @param maintenancePolicy null for none
 */
public record LicenseStanding(
        License license,
        Policy policy,
        Set<String> entitlementIds,
        @Nullable User owner,
        @Nullable MaintenancePolicy maintenancePolicy) {

    /** A license as it stands now. */
    public static LicenseStanding of(Session session, License license) {
        Policy policy = session.policies()
                .find(license.policyId())
                .orElseThrow(() -> new IllegalStateException("License without a policy: " + license.id()));
        User owner = license.ownerId() == null
                ? null
                : session.users().find(license.ownerId()).orElse(null);
        return new LicenseStanding(
                license, policy, session.attachments().heldBy(license), owner, maintenancePolicy(session, license));
    }

    private static @Nullable MaintenancePolicy maintenancePolicy(Session session, License license) {
        String id = license.maintenance().policyId();
        return id == null ? null : session.maintenancePolicies().find(id).orElseThrow();
    }

    /** Whether the license belongs to a banned user. */
    public boolean ownerBanned() {
        return owner != null && owner.banned() != null;
    }

    /** Whether the license has run out and its policy then takes everything away. */
    public boolean isRevokedAt(Instant now) {
        return policy.expirationStrategy() == ExpirationStrategy.REVOKE_ACCESS && license.isExpiredAt(now);
    }

    /**
     * How great the versions are that the license gets, in the sense of {@link DottedVersion#limitKey}; empty for no limit.
     *
     * @param installed the version it runs on, where none greater is known; null when that was not said
     */
    public Optional<String> limitKey(@Nullable DottedVersion installed) {
        if (maintenancePolicy == null) {
            return Optional.ofNullable(license.maintenance().maxVersion()).map(DottedVersion::limitKey);
        }
        DottedVersion known = license.maintenance().currentVersion();
        return Optional.ofNullable(known == null ? installed : known).flatMap(maintenancePolicy::limitKey);
    }

    /** Whether something of the license is still to begin, and does so by the first download. */
    boolean startsByDownload() {
        return startsBy(ExpirationBasis.FROM_FIRST_DOWNLOAD, license, policy) || startsMaintenance();
    }

    /** Whether the maintenance of the license is still to begin, and does so by the first use. */
    public boolean startsMaintenance() {
        return maintenancePolicy != null && startsMaintenance(license, maintenancePolicy);
    }

    /** Whether the maintenance of a license is still to begin, and does so by the first use. */
    public static boolean startsMaintenance(License license, MaintenancePolicy policy) {
        return policy.start() == MaintenanceStart.DELAYED
                && !policy.isForEver()
                && license.maintenance().expiry() == null;
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
