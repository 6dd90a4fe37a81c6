package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.License;
import dev.slipway.model.Permission;
import dev.slipway.model.PermissionRules;
import dev.slipway.model.Policy;
import dev.slipway.model.Role;
import dev.slipway.model.User;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import java.time.Instant;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes a license on a policy, in the transaction of whoever found that policy and may issue on it. */
final class LicenseIssuing {
    private final ChangeLog changes;
    private final Ids ids;

    /** Notes here what it makes. */
    LicenseIssuing(ChangeLog changes, Ids ids) {
        this.changes = changes;
        this.ids = ids;
    }

    /**
     * Adds the license, or refuses with all that is wrong with it.
     *
     * @param owner null for none; kept from vanishing until the transaction ends
     * @param signer signs the key where the policy asks for it
     */
    License issue(
            Session session,
            Caller caller,
            Policy policy,
            Licenses.Draft draft,
            @Nullable User owner,
            UnaryOperator<byte[]> signer,
            Violations violations) {
        Licenses.Terms terms = draft.terms() == null ? Licenses.Terms.NONE : draft.terms();
        Set<Permission> permissions = terms.permissions() == null
                ? Grants.initial(session, Role.LICENSE)
                : PermissionRules.read(terms.permissions(), Role.LICENSE, violations);
        if (terms.permissions() != null) {
            Grants.requireHeld(caller, permissions, "license");
        }
        String id = terms.id() == null ? ids.next() : terms.id();
        Instant expiry = terms.expiry() == null
                ? LicenseClock.initialExpiry(policy, terms.limits(), caller.now())
                : terms.expiry();
        SignedKeys.Facts facts = new SignedKeys.Facts(caller.account().id(), policy, owner, id, caller.now(), expiry);
        LicenseUpkeep.Standing standing = terms.upkeep()
                .over(session, LicenseUpkeep.Standing.NEW.stopped(terms.suspended()), caller.now(), violations);
        License license = new License(
                id,
                policy.productId(),
                policy.id(),
                owner == null ? null : owner.id(),
                draft.name(),
                LicenseKeys.make(draft.key(), facts, ids, signer),
                expiry,
                standing.suspended(),
                standing.revoked(),
                standing.maintenance(),
                terms.isProtected(),
                0,
                terms.maxUses(),
                terms.maxUsers(),
                terms.limits(),
                null,
                null,
                LicenseDetails.checksIn(policy) ? caller.now() : null,
                null,
                permissions,
                draft.metadata(),
                caller.now(),
                caller.now());
        LicenseChange.check(license, violations);
        LicenseKeys.check(session, license, violations);
        violations.addIf(
                session.licenses().find(license.id()).isPresent(),
                Source.pointer("/data/id"),
                Rule.CONFLICT,
                "must not conflict with another license");
        violations.throwIfAny();
        session.licenses().insert(license);
        changes.record(session, caller, "license.created", Licenses.TYPE, license.id());
        return license;
    }
}
