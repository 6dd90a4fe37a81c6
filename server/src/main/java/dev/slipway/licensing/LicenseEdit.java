package dev.slipway.licensing;

import dev.slipway.model.License;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A change of a license by one of its actions, gathered before it is made. */
final class LicenseEdit {
    private final License license;
    private String policyId;
    private @Nullable String ownerId;
    private @Nullable Instant expiry;
    private boolean suspended;
    private boolean revoked;
    private License.Maintenance maintenance;
    private long uses;
    private @Nullable String version;
    private @Nullable Instant lastValidated;
    private @Nullable Instant lastCheckIn;
    private @Nullable Instant lastCheckOut;

    /** Starts with everything as it is. */
    LicenseEdit(License license) {
        this.license = license;
        this.policyId = license.policyId();
        this.ownerId = license.ownerId();
        this.expiry = license.expiry();
        this.suspended = license.suspended();
        this.revoked = license.revoked();
        this.maintenance = license.maintenance();
        this.uses = license.uses();
        this.version = license.version();
        this.lastValidated = license.lastValidated();
        this.lastCheckIn = license.lastCheckIn();
        this.lastCheckOut = license.lastCheckOut();
    }

    LicenseEdit policy(String id) {
        policyId = id;
        return this;
    }

    LicenseEdit owner(@Nullable String id) {
        ownerId = id;
        return this;
    }

    LicenseEdit expiry(@Nullable Instant time) {
        expiry = time;
        return this;
    }

    /** Stops the license or lets it be used again, whatever it was stopped by. */
    LicenseEdit stopped(boolean stopped) {
        suspended = stopped;
        revoked = false;
        return this;
    }

    /** Takes the license back, but keeps it. */
    LicenseEdit withdrawn() {
        revoked = true;
        return this;
    }

    LicenseEdit maintenance(License.Maintenance changed) {
        maintenance = changed;
        return this;
    }

    LicenseEdit maintenanceExpiry(@Nullable Instant time) {
        return maintenance(new License.Maintenance(
                maintenance.policyId(), time, maintenance.currentVersion(), maintenance.maxVersion()));
    }

    LicenseEdit uses(long count) {
        uses = count;
        return this;
    }

    /**
     * @param presented the version of the program that was presented; null for none, which leaves the last one
     */
    LicenseEdit validated(Instant time, @Nullable String presented) {
        lastValidated = time;
        version = presented == null ? version : presented;
        return this;
    }

    LicenseEdit checkedIn(@Nullable Instant time) {
        lastCheckIn = time;
        return this;
    }

    LicenseEdit checkedOut(Instant time) {
        lastCheckOut = time;
        return this;
    }

    /** The license as it then is. */
    License at(Instant updated) {
        return new License(
                license.id(),
                license.productId(),
                policyId,
                ownerId,
                license.name(),
                license.key(),
                expiry,
                suspended,
                revoked,
                maintenance,
                license.isProtected(),
                uses,
                license.maxUses(),
                license.maxUsers(),
                license.limits(),
                version,
                lastValidated,
                lastCheckIn,
                lastCheckOut,
                license.permissions(),
                license.metadata(),
                license.created(),
                updated);
    }
}
