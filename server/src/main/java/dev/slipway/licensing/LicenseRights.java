package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.model.Permission;

/**
 * What one of the vendor's people may do with licenses, by the same roles that the actions themselves ask for: what pages offer.
 *
 * @param issues whether they may make new ones
 * @param edits whether they may change what a license says, which includes taking it back
 * @param deletes whether they may remove one
 * @param grants whether they may give and take entitlements
 * @param changesOwner whether they may give one another owner
 * @param sharesOut whether they may let users share one
 */
public record LicenseRights(
        boolean issues,
        boolean edits,
        boolean suspends,
        boolean reinstates,
        boolean renews,
        boolean deletes,
        boolean grants,
        boolean changesOwner,
        boolean sharesOut,
        boolean makesTokens) {

    /** What this caller may do. */
    public static LicenseRights of(Caller caller) {
        return new LicenseRights(
                caller.may(Permission.LICENSE_CREATE, LicenseAccess.ISSUERS),
                caller.may(Permission.LICENSE_UPDATE, LicenseAccess.UPDATERS),
                caller.may(Permission.LICENSE_SUSPEND, LicenseAccess.UPDATERS),
                caller.may(Permission.LICENSE_REINSTATE, LicenseAccess.UPDATERS),
                caller.may(Permission.LICENSE_RENEW, LicenseAccess.ISSUERS),
                caller.may(Permission.LICENSE_DELETE, LicenseAccess.ISSUERS),
                caller.may(Permission.LICENSE_ENTITLEMENTS_ATTACH, LicenseAccess.ISSUERS),
                caller.may(Permission.LICENSE_OWNER_UPDATE, LicenseAccess.ISSUERS),
                caller.may(Permission.LICENSE_USERS_ATTACH, LicenseAccess.UPDATERS),
                caller.may(Permission.LICENSE_TOKENS_GENERATE, LicenseAccess.ISSUERS));
    }
}
