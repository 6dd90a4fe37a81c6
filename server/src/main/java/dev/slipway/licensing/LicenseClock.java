package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.access.LicenseStanding;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.ExpirationBasis;
import dev.slipway.model.License;
import dev.slipway.model.MaintenancePolicy;
import dev.slipway.model.Policy;
import dev.slipway.store.Session;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Starts the time of licenses whose policy counts it from the first time that something is done with them. */
public final class LicenseClock {
    private final ChangeLog changes;

    /** Notes here what it starts. */
    public LicenseClock(ChangeLog changes) {
        this.changes = changes;
    }

    /** When a license of a policy that is issued, or starts over, at that time runs out; null for not yet known or never. */
    static @Nullable Instant initialExpiry(Policy policy, Instant now) {
        boolean starts = policy.expirationBasis() == ExpirationBasis.FROM_CREATION && policy.duration() != null;
        return starts ? now.plus(policy.duration()) : null;
    }

    /** The expiry of a license after something was done with it. */
    static @Nullable Instant expiryAfter(ExpirationBasis done, License license, Policy policy, Instant now) {
        boolean starts = LicenseStanding.startsBy(done, license, policy) && policy.duration() != null;
        return starts ? now.plus(policy.duration()) : license.expiry();
    }

    /**
     * Starts the time of a license at its first download, upgrade or validation, if it waits for that, and its maintenance, if
     * that waits for the first use. Part of the caller's own write transaction.
     *
     * @return whether the time was started by this
     */
    public boolean start(ExpirationBasis done, Session session, Caller caller, String licenseId) {
        License license = session.licenses().findForUpdate(licenseId).orElse(null);
        if (license == null) {
            return false;
        }
        LicenseStanding standing = LicenseStanding.of(session, license);
        MaintenancePolicy maintenance = standing.maintenancePolicy();
        boolean starts = LicenseStanding.startsBy(done, license, standing.policy());
        boolean startsMaintenance = standing.startsMaintenance();
        if (!starts && !startsMaintenance) {
            return false;
        }
        LicenseEdit edit = new LicenseEdit(license).expiry(expiryAfter(done, license, standing.policy(), caller.now()));
        if (startsMaintenance && maintenance != null) {
            edit.maintenanceExpiry(caller.now().plus(maintenance.validity()));
        }
        session.licenses().update(edit.at(caller.now()));
        changes.recordUpdate(session, caller, "license.updated", Licenses.TYPE, licenseId, license);
        return true;
    }
}
