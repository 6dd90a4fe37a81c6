package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.ExpirationBasis;
import dev.slipway.model.License;
import dev.slipway.model.Permission;
import dev.slipway.model.Policy;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be done with a license: suspend, reinstate, renew, and start its clock. */
public final class LicenseActions {
    /** The last moment that every client can read. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final Store store;
    private final ChangeLog changes;

    /** Acts on the licenses in this store. */
    public LicenseActions(Store store, ChangeLog changes) {
        this.store = store;
        this.changes = changes;
    }

    /** Stops a license from being used. */
    public LicenseDetails suspend(Caller caller, String idOrKey) {
        return setSuspended(caller, idOrKey, true, Permission.LICENSE_SUSPEND, "license.suspended");
    }

    /** Ends a suspension. */
    public LicenseDetails reinstate(Caller caller, String idOrKey) {
        return setSuspended(caller, idOrKey, false, Permission.LICENSE_REINSTATE, "license.reinstated");
    }

    private LicenseDetails setSuspended(
            Caller caller, String idOrKey, boolean suspended, Permission permission, String event) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            License found = LicenseAccess.findVisible(session, caller, idOrKey);
            caller.require(permission, LicenseAccess.UPDATERS);
            License current = lock(session, found);
            if (current.suspended() == suspended) {
                throw Refusal.of(
                        Problem.UNPROCESSABLE,
                        suspended ? "is already suspended" : "is not suspended",
                        Source.attribute("suspended"));
            }
            return save(session, caller, with(current, current.expiry(), suspended, caller.now()), event);
        });
    }

    /** Lengthens a license by its policy's duration. */
    public LicenseDetails renew(Caller caller, String idOrKey) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            License found = LicenseAccess.findVisible(session, caller, idOrKey);
            caller.require(Permission.LICENSE_RENEW);
            LicenseAccess.requireManager(session, caller, found);
            License current = lock(session, found);
            Policy policy = session.policies().find(current.policyId()).orElseThrow();
            Instant expiry = renewed(policy, current, caller.now());
            return save(session, caller, with(current, expiry, current.suspended(), caller.now()), "license.renewed");
        });
    }

    private static Instant renewed(Policy policy, License license, Instant now) {
        Duration duration = policy.duration();
        Instant expiry = license.expiry();
        if (duration == null) {
            throw Refusal.of(Problem.UNPROCESSABLE, "cannot be renewed because the policy has no duration");
        }
        if (expiry == null) {
            throw Refusal.of(Problem.UNPROCESSABLE, "cannot be renewed because it does not expire");
        }
        Instant from = switch (policy.renewalBasis()) {
            case FROM_EXPIRY -> expiry;
            case FROM_NOW -> now;
            case FROM_NOW_IF_EXPIRED -> license.isExpiredAt(now) ? now : expiry;
        };
        Instant renewed = from.plus(duration);
        if (renewed.isAfter(LATEST)) {
            throw Refusal.of(Problem.UNPROCESSABLE, "cannot be renewed beyond the year 9999");
        }
        return renewed;
    }

    private static boolean startsOnDownload(License license, Policy policy) {
        return policy.expirationBasis() == ExpirationBasis.FROM_FIRST_DOWNLOAD
                && policy.duration() != null
                && license.expiry() == null;
    }

    /**
     * Starts the clock of a license at its first download or successful upgrade, if it waits for that. Part of the caller's
     * own write transaction.
     *
     * @return whether the clock was started by this
     */
    public boolean startOnFirstDownload(Session session, Caller caller, String licenseId) {
        Optional<License> current = session.licenses().findForUpdate(licenseId);
        if (current.isEmpty()) {
            return false;
        }
        License license = current.get();
        Policy policy = session.policies().find(license.policyId()).orElseThrow();
        Duration duration = policy.duration();
        if (duration == null || !startsOnDownload(license, policy)) {
            return false;
        }
        Instant expiry = caller.now().plus(duration);
        save(session, caller, with(license, expiry, license.suspended(), caller.now()), "license.updated");
        return true;
    }

    private static License lock(Session session, License found) {
        return session.licenses().findForUpdate(found.id()).orElseThrow(() -> Refusal.notFound("license"));
    }

    private LicenseDetails save(Session session, Caller caller, License license, String event) {
        session.licenses().update(license);
        changes.record(session, caller, event, Licenses.TYPE, license.id());
        return LicenseDetails.of(session, license);
    }

    private static License with(License current, @Nullable Instant expiry, boolean suspended, Instant now) {
        return new License(
                current.id(),
                current.productId(),
                current.policyId(),
                current.ownerId(),
                current.name(),
                current.key(),
                expiry,
                suspended,
                current.isProtected(),
                current.uses(),
                current.maxUses(),
                current.maxUsers(),
                current.limits(),
                current.version(),
                current.lastValidated(),
                current.lastCheckIn(),
                current.lastCheckOut(),
                current.permissions(),
                current.metadata(),
                current.created(),
                now);
    }
}
