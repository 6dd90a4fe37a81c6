package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.model.License;
import dev.slipway.model.MetadataRules;
import dev.slipway.model.Permission;
import dev.slipway.model.PermissionRules;
import dev.slipway.model.Role;
import dev.slipway.problem.Violations;
import dev.slipway.store.Session;
import java.util.Set;

/** What the vendor's update makes of a license, and the rules of what a license says of itself. */
final class LicenseChange {
    private static final int LONGEST_NAME = 1024;

    private LicenseChange() {}

    /** The license after an update. */
    static License apply(
            Session session, License current, Licenses.Changes update, Caller caller, Violations violations) {
        LicenseUpkeep.Standing former = LicenseUpkeep.Standing.of(current);
        LicenseUpkeep.Standing standing =
                update.upkeep().over(session, former.stopped(update.suspended().value()), caller.now(), violations);
        Set<Permission> permissions = current.permissions();
        if (update.permissions().value() != null) {
            permissions = PermissionRules.read(update.permissions().value(), Role.LICENSE, violations);
            Grants.requireHeld(caller, permissions, "license");
        }
        return new License(
                current.id(),
                current.productId(),
                current.policyId(),
                current.ownerId(),
                update.name().over(current.name()),
                current.key(),
                update.expiry().over(current.expiry()),
                standing.suspended(),
                standing.revoked(),
                standing.maintenance(),
                update.isProtected().over(current.isProtected()),
                current.uses(),
                update.maxUses().over(current.maxUses()),
                update.maxUsers().over(current.maxUsers()),
                PolicyOption.merge(current.limits(), update.limits()),
                current.version(),
                current.lastValidated(),
                current.lastCheckIn(),
                current.lastCheckOut(),
                permissions,
                update.metadata().overRequired(current.metadata()),
                current.created(),
                caller.now());
    }

    /** Notes what is too long, too small or too large. */
    static void check(License license, Violations violations) {
        violations.addIfLonger(license.name(), LONGEST_NAME, "name");
        Choices.checkNumber(license.maxUses(), 1, "maxUses", violations);
        Choices.checkNumber(license.maxUsers(), 1, "maxUsers", violations);
        PolicyOption.check(license.limits(), violations);
        MetadataRules.check(license.metadata(), violations);
    }
}
