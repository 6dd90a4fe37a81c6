package dev.slipway.licensing;

import dev.slipway.model.Aliases;
import dev.slipway.model.Change;
import dev.slipway.model.License;
import dev.slipway.model.License.Maintenance;
import dev.slipway.model.MaintenancePolicy;
import dev.slipway.model.MaintenanceStart;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.store.Session;
import dev.slipway.version.DottedVersion;
import dev.slipway.version.VersionException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the vendor says about which releases a license gets, and whether it is stopped and how.
 *
 * @param suspended stops the license for a while, however it stands with {@code revoked}
 * @param revoked stops the license for good
 * @param maintenancePolicyId null for none
 * @param maxVersion the greatest version to be had, of two to four parts, that counts without a maintenance policy; null for none
 */
public record LicenseUpkeep(
        Change<Boolean> suspended,
        Change<Boolean> revoked,
        Change<String> maintenancePolicyId,
        Change<String> maxVersion) {
    /** Says nothing. */
    public static final LicenseUpkeep NONE =
            new LicenseUpkeep(Change.none(), Change.none(), Change.none(), Change.none());

    /** How a license stands after its upkeep was looked at: stopped or not, and maintained for how long and how far. */
    record Standing(boolean suspended, boolean revoked, Maintenance maintenance) {
        static final Standing NEW = new Standing(false, false, Maintenance.NONE);

        static Standing of(License license) {
            return new Standing(license.suspended(), license.revoked(), license.maintenance());
        }

        /** The same after somebody said whether the license is stopped, without telling a suspension from a revocation. */
        Standing stopped(@Nullable Boolean stopped) {
            return stopped == null || stopped == (suspended || revoked)
                    ? this
                    : new Standing(stopped, false, maintenance);
        }
    }

    /** How a license stands after this was said. A maintenance policy is kept from vanishing until the transaction ends. */
    Standing over(Session session, Standing current, Instant now, Violations violations) {
        return new Standing(
                suspended.overRequired(current.suspended()),
                revoked.overRequired(current.revoked()),
                maintenance(session, current.maintenance(), now, violations));
    }

    private Maintenance maintenance(Session session, Maintenance current, Instant now, Violations violations) {
        String given = maintenancePolicyId.over(current.policyId());
        String policyId = given == null ? null : Aliases.canonical(given);
        Instant expiry = current.expiry();
        if (!Objects.equals(policyId, current.policyId())) {
            MaintenancePolicy policy = policyId == null
                    ? null
                    : session.maintenancePolicies().findForUpdate(policyId).orElse(null);
            violations.addIf(
                    policy == null && policyId != null,
                    Source.attribute("maintenancePolicyId"),
                    Rule.NOT_FOUND,
                    "must exist");
            expiry = policy == null ? null : initialExpiry(policy, now);
        }
        return new Maintenance(policyId, expiry, current.currentVersion(), maxVersion(current, violations));
    }

    private static @Nullable Instant initialExpiry(MaintenancePolicy policy, Instant now) {
        boolean starts = !policy.isForEver() && policy.start() == MaintenanceStart.IMMEDIATE;
        return starts ? now.plus(policy.validity()) : null;
    }

    private @Nullable DottedVersion maxVersion(Maintenance current, Violations violations) {
        if (!maxVersion.given()) {
            return current.maxVersion();
        }
        try {
            return maxVersion.value() == null ? null : DottedVersion.parse(maxVersion.value());
        } catch (VersionException e) {
            violations.add(
                    Source.attribute("maxAllowedReleaseVersion"),
                    Rule.INVALID,
                    "must be a version of two to four numbers separated by dots");
            return current.maxVersion();
        }
    }
}
