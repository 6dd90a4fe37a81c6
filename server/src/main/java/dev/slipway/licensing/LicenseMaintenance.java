package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.License;
import dev.slipway.model.MaintenancePolicy;
import dev.slipway.model.Permission;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lengthens the maintenance of licenses. */
public final class LicenseMaintenance {
    private final Store store;
    private final ChangeLog changes;

    /** Acts on the licenses in this store. */
    public LicenseMaintenance(Store store, ChangeLog changes) {
        this.store = store;
        this.changes = changes;
    }

    /**
     * Lengthens the maintenance of a license by the validity of its maintenance policy; without end, where that is for ever.
     *
     * @throws Refusal 422 without a maintenance policy, or while maintenance has not begun or has no end
     */
    public LicenseDetails renew(Caller caller, String idOrKey) {
        return lengthen(
                caller,
                idOrKey,
                () -> (expiry, policy) -> policy.isForEver() ? null : later(expiry, policy.validity(), "renewed"));
    }

    /**
     * Lengthens the maintenance of a license by a time of its own.
     *
     * @param seconds how long, at least 1; read only once the caller is known to be allowed to
     * @throws Refusal 422 when that is no time, without a maintenance policy, or while maintenance has not begun or has no end
     */
    public LicenseDetails extend(Caller caller, String idOrKey, LongSupplier seconds) {
        return lengthen(caller, idOrKey, () -> {
            long length = seconds.getAsLong();
            if (length < 1 || length > Choices.LARGEST) {
                throw Refusal.invalid(
                        Source.attribute("extensionLength"),
                        Rule.INVALID,
                        "must be between 1 and " + Choices.LARGEST + " seconds");
            }
            return (expiry, policy) -> later(expiry, Duration.ofSeconds(length), "extended");
        });
    }

    /** The end of maintenance after it was lengthened; null for none. */
    @FunctionalInterface
    private interface Lengthening {
        @Nullable
        Instant of(Instant expiry, MaintenancePolicy policy);
    }

    private static Instant later(Instant expiry, Duration length, String done) {
        Instant later = expiry.plus(length);
        if (later.isAfter(LicenseActions.LATEST)) {
            throw Refusal.of(Problem.UNPROCESSABLE, "maintenance cannot be " + done + " beyond the year 9999");
        }
        return later;
    }

    private LicenseDetails lengthen(Caller caller, String idOrKey, Supplier<Lengthening> wanted) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            License found = LicenseAccess.findVisible(session, caller, idOrKey);
            caller.require(Permission.LICENSE_RENEW, LicenseAccess.ISSUERS);
            Lengthening lengthening = wanted.get();
            License current = LicenseAccess.lock(session, found);
            MaintenancePolicy policy = policy(session, current);
            Instant expiry = lengthening.of(expiry(current), policy);
            License license = new LicenseEdit(current).maintenanceExpiry(expiry).at(caller.now());
            session.licenses().update(license);
            changes.recordUpdate(session, caller, "license.updated", Licenses.TYPE, license.id(), current);
            return LicenseDetails.of(session, license);
        });
    }

    private static MaintenancePolicy policy(Session session, License license) {
        String policyId = license.maintenance().policyId();
        if (policyId == null) {
            throw Refusal.of(Problem.UNPROCESSABLE, "the license has no maintenance policy");
        }
        return session.maintenancePolicies().find(policyId).orElseThrow();
    }

    private static Instant expiry(License license) {
        Instant expiry = license.maintenance().expiry();
        if (expiry == null) {
            throw Refusal.of(Problem.UNPROCESSABLE, "the maintenance of the license has not begun or has no end");
        }
        return expiry;
    }
}
