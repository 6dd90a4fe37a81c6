package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Aliases;
import dev.slipway.model.Attachment;
import dev.slipway.model.Entitlement;
import dev.slipway.model.License;
import dev.slipway.model.Metadata;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Policy;
import dev.slipway.model.Slice;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Which entitlements a license or a policy holds. A license holds those of its policy as well. */
public final class EntitlementHolding {
    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;

    /** Keeps attachments in this store. */
    public EntitlementHolding(Store store, ChangeLog changes, Ids ids) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
    }

    /** Everything a license holds. */
    public Slice<Entitlement> listOfLicense(Caller caller, String idOrKey, PageRequest page) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            License license = LicenseAccess.findVisible(session, caller, idOrKey);
            caller.require(Permission.ENTITLEMENT_READ);
            return session.entitlements().listHeldByLicense(license.id(), page);
        });
    }

    /** One of those a license holds. */
    public Entitlement showOfLicense(Caller caller, String idOrKey, String entitlementId) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            License license = LicenseAccess.findVisible(session, caller, idOrKey);
            caller.require(Permission.ENTITLEMENT_READ);
            return find(session, session.attachments().heldBy(license), entitlementId);
        });
    }

    /** Those a policy gives to its licenses. */
    public Slice<Entitlement> listOfPolicy(Caller caller, String id, PageRequest page) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            Policy policy = readPolicy(session, caller, id);
            return session.entitlements().listHeldByPolicy(policy.id(), page);
        });
    }

    /** One of those a policy gives to its licenses. */
    public Entitlement showOfPolicy(Caller caller, String id, String entitlementId) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            Policy policy = readPolicy(session, caller, id);
            return find(session, session.attachments().ofPolicy(policy.id()), entitlementId);
        });
    }

    private static Policy readPolicy(Session session, Caller caller, String id) {
        Policy policy = Policies.findVisible(session, caller, id);
        caller.require(Permission.ENTITLEMENT_READ);
        if (!caller.isVendor()) {
            throw caller.deny();
        }
        return policy;
    }

    private static Entitlement find(Session session, Set<String> held, String id) {
        return session.entitlements()
                .find(Aliases.canonical(id))
                .filter(entitlement -> held.contains(entitlement.id()))
                .orElseThrow(() -> Refusal.notFound("entitlement", id));
    }

    /**
     * Gives a license entitlements of its own: all of them or none.
     *
     * @param entitlementIds read only once the caller is known to be allowed to
     */
    public List<Attachment> attachToLicense(Caller caller, String idOrKey, Supplier<List<String>> entitlementIds) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            License found = LicenseAccess.findVisible(session, caller, idOrKey);
            caller.require(Permission.LICENSE_ENTITLEMENTS_ATTACH, LicenseAccess.ISSUERS);
            List<String> wanted = entitlementIds.get();
            License license =
                    session.licenses().findForUpdate(found.id()).orElseThrow(() -> Refusal.notFound("license"));
            Set<String> inherited = session.attachments().ofPolicy(license.policyId());
            refuseUnattachable(session, wanted, session.attachments().ofLicense(license.id()), inherited);
            List<Attachment> attachments = attachments(caller, license.id(), wanted);
            attachments.forEach(session.attachments()::attachToLicense);
            changes.record(
                    session,
                    caller,
                    "license.entitlements.attached",
                    Licenses.TYPE,
                    license.id(),
                    codes(session, wanted));
            return attachments;
        });
    }

    /** Gives a policy, and so all its licenses, entitlements: all of them or none. See {@link #attachToLicense}. */
    public List<Attachment> attachToPolicy(Caller caller, String id, Supplier<List<String>> entitlementIds) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            Policy found = Policies.findVisible(session, caller, id);
            caller.require(Permission.POLICY_ENTITLEMENTS_ATTACH, Policies.WRITERS);
            List<String> wanted = entitlementIds.get();
            Policy policy = lockPolicy(session, found);
            refuseUnattachable(session, wanted, session.attachments().ofPolicy(policy.id()), Set.of());
            List<Attachment> attachments = attachments(caller, policy.id(), wanted);
            attachments.forEach(session.attachments()::attachToPolicy);
            changes.record(
                    session,
                    caller,
                    "policy.entitlements.attached",
                    Policies.TYPE,
                    policy.id(),
                    codes(session, wanted));
            return attachments;
        });
    }

    private static Metadata codes(Session session, List<String> ids) {
        List<String> codes = session.entitlements().findAll(ids).stream()
                .map(Entitlement::code)
                .toList();
        return new Metadata(Map.of("codes", codes));
    }

    private static void refuseUnattachable(
            Session session, List<String> wanted, Set<String> attached, Set<String> inherited) {
        Source source = Source.relationship("entitlement");
        Violations violations = new Violations();
        Set<String> taken = new HashSet<>(attached);
        for (String id : wanted) {
            violations.addIf(session.entitlements().find(id).isEmpty(), source, Rule.NOT_FOUND, "must exist");
            violations.addIf(
                    inherited.contains(id),
                    source,
                    Rule.CONFLICT,
                    "already exists (entitlement is attached through policy)");
            violations.addIf(!taken.add(id), source, Rule.TAKEN, "already exists");
        }
        violations.throwIfAny();
    }

    private List<Attachment> attachments(Caller caller, String holderId, List<String> wanted) {
        List<Attachment> attachments = new ArrayList<>();
        for (String id : wanted) {
            attachments.add(new Attachment(ids.next(), holderId, id, caller.now(), caller.now()));
        }
        return attachments;
    }

    /** Takes entitlements of its own from a license: all of them or none. See {@link #attachToLicense}. */
    public void detachFromLicense(Caller caller, String idOrKey, Supplier<List<String>> entitlementIds) {
        caller.requireAuthentication();
        store.write(caller.account().id(), session -> {
            License found = LicenseAccess.findVisible(session, caller, idOrKey);
            caller.require(Permission.LICENSE_ENTITLEMENTS_DETACH, LicenseAccess.ISSUERS);
            List<String> unwanted = entitlementIds.get();
            License license =
                    session.licenses().findForUpdate(found.id()).orElseThrow(() -> Refusal.notFound("license"));
            Set<String> inherited = session.attachments().ofPolicy(license.policyId());
            refuseUndetachable(unwanted, session.attachments().ofLicense(license.id()), inherited);
            unwanted.forEach(id -> session.attachments().detachFromLicense(license.id(), id));
            changes.record(
                    session,
                    caller,
                    "license.entitlements.detached",
                    Licenses.TYPE,
                    license.id(),
                    codes(session, unwanted));
            return license;
        });
    }

    /** Takes entitlements from a policy: all of them or none. See {@link #attachToLicense}. */
    public void detachFromPolicy(Caller caller, String id, Supplier<List<String>> entitlementIds) {
        caller.requireAuthentication();
        store.write(caller.account().id(), session -> {
            Policy found = Policies.findVisible(session, caller, id);
            caller.require(Permission.POLICY_ENTITLEMENTS_DETACH, Policies.WRITERS);
            List<String> unwanted = entitlementIds.get();
            Policy policy = lockPolicy(session, found);
            refuseUndetachable(unwanted, session.attachments().ofPolicy(policy.id()), Set.of());
            unwanted.forEach(each -> session.attachments().detachFromPolicy(policy.id(), each));
            changes.record(
                    session,
                    caller,
                    "policy.entitlements.detached",
                    Policies.TYPE,
                    policy.id(),
                    codes(session, unwanted));
            return policy;
        });
    }

    private static Policy lockPolicy(Session session, Policy found) {
        return session.policies().findForUpdate(found.id()).orElseThrow(() -> Refusal.notFound("policy", found.id()));
    }

    private static void refuseUndetachable(List<String> unwanted, Set<String> attached, Set<String> inherited) {
        for (int i = 0; i < unwanted.size(); i++) {
            String id = unwanted.get(i);
            Source source = Source.pointer("/data/" + i);
            if (attached.contains(id)) {
                continue;
            }
            if (inherited.contains(id)) {
                throw Refusal.of(
                        Problem.ACCESS_DENIED,
                        "cannot detach entitlement '%s' (entitlement is attached through policy)".formatted(id),
                        source);
            }
            throw Refusal.of(
                    Problem.UNPROCESSABLE, "cannot detach entitlement '%s' (not attached)".formatted(id), source);
        }
    }
}
