package dev.slipway.licensing;

import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.License;
import dev.slipway.model.Permission;
import dev.slipway.model.Policy;
import dev.slipway.model.Role;
import dev.slipway.model.TransferStrategy;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Moves licenses to other policies and other owners. */
public final class LicenseTransfers {
    private final Store store;
    private final ChangeLog changes;

    /** Moves the licenses in this store. */
    public LicenseTransfers(Store store, ChangeLog changes) {
        this.store = store;
        this.changes = changes;
    }

    /**
     * Moves a license to another policy of its product. The new policy says what becomes of the expiry.
     *
     * @param policyId read only once the caller is known to be allowed to
     */
    public LicenseDetails changePolicy(Caller caller, String idOrKey, Supplier<String> policyId) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            License found = LicenseAccess.findVisible(session, caller, idOrKey);
            caller.require(Permission.LICENSE_POLICY_UPDATE);
            LicenseAccess.requireManager(session, caller, found, LicenseAccess.ISSUERS);
            // Kept from vanishing before the license is: whoever removes a policy takes its licenses in this order.
            Policy policy = findTarget(session, caller, found, policyId.get());
            License current = LicenseAccess.lock(session, found);
            Policy former = session.policies().find(current.policyId()).orElseThrow();
            refuseIncompatible(former, policy);
            LicenseEdit edit = new LicenseEdit(current).policy(policy.id());
            if (policy.transferStrategy() == TransferStrategy.RESET_EXPIRY) {
                edit.expiry(LicenseClock.initialExpiry(policy, current.limits(), caller.now()));
            }
            if (current.lastCheckIn() == null && LicenseDetails.checksIn(policy)) {
                edit.checkedIn(caller.now());
            }
            return save(session, caller, current, edit, "license.policy.updated");
        });
    }

    private static Policy findTarget(Session session, Caller caller, License license, String policyId) {
        Policy policy = session.policies()
                .findForUpdate(policyId)
                .filter(found -> caller.bearer() instanceof Bearer.Staff
                        || found.productId().equals(license.productId()))
                .orElseThrow(() -> Refusal.invalid(Source.relationship("policy"), Rule.NOT_FOUND, "must exist"));
        if (caller.role() == Role.USER && policy.isProtected()) {
            throw caller.deny();
        }
        return policy;
    }

    private static void refuseIncompatible(Policy former, Policy policy) {
        String obstacle = null;
        if (!former.productId().equals(policy.productId())) {
            obstacle = "cannot change to a policy of another product";
        } else if (!Objects.equals(former.scheme(), policy.scheme())) {
            obstacle = "cannot change to a policy with another scheme";
        }
        if (obstacle != null) {
            throw Refusal.invalid(Source.relationship("policy"), Rule.NOT_COMPATIBLE, obstacle);
        }
    }

    /**
     * Gives a license another owner, or none. A user who shared it does not do so any more once they own it.
     *
     * @param ownerId empty for none; read only once the caller is known to be allowed to
     */
    public LicenseDetails changeOwner(Caller caller, String idOrKey, Supplier<Optional<String>> ownerId) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            License found = LicenseAccess.findVisible(session, caller, idOrKey);
            caller.require(Permission.LICENSE_OWNER_UPDATE, LicenseAccess.ISSUERS);
            Optional<String> wanted = ownerId.get();
            License current = LicenseAccess.lock(session, found);
            wanted.ifPresent(id -> {
                if (session.users().findForUpdate(id).isEmpty()) {
                    throw Refusal.invalid(Source.relationship("owner"), Rule.NOT_FOUND, "must exist");
                }
                session.licenseUsers().detach(current.id(), id);
            });
            LicenseEdit edit = new LicenseEdit(current).owner(wanted.orElse(null));
            return save(session, caller, current, edit, "license.owner.updated");
        });
    }

    private LicenseDetails save(Session session, Caller caller, License before, LicenseEdit edit, String event) {
        License license = edit.at(caller.now());
        session.licenses().update(license);
        changes.recordUpdate(session, caller, event, Licenses.TYPE, license.id(), before);
        return LicenseDetails.of(session, license);
    }
}
