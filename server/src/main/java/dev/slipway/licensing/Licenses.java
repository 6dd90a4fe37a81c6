package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.access.SigningKeys;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Change;
import dev.slipway.model.License;
import dev.slipway.model.LicenseFilter;
import dev.slipway.model.Metadata;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.PermissionRules;
import dev.slipway.model.Policy;
import dev.slipway.model.Role;
import dev.slipway.model.Slice;
import dev.slipway.model.User;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The licenses of an account: what customers bought, on the terms of a policy. */
public final class Licenses {
    static final String TYPE = "licenses";
    private static final Set<Role> LISTERS = EnumSet.of(
            Role.ADMIN, Role.DEVELOPER, Role.SALES_AGENT, Role.SUPPORT_AGENT, Role.READ_ONLY, Role.PRODUCT, Role.USER);

    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;
    private final SigningKeys signingKeys;

    /** Keeps licenses in this store, and signs keys with the account's where a policy asks for it. */
    public Licenses(Store store, ChangeLog changes, Ids ids, SigningKeys signingKeys) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
        this.signingKeys = signingKeys;
    }

    /**
     * What a new license says of itself.
     *
     * @param key null for a generated one
     * @param terms null unless the caller {@linkplain #maySetTerms may set} what the policy does not
     */
    public record Draft(
            String policyId,
            @Nullable String ownerId,
            @Nullable String name,
            @Nullable String key,
            Metadata metadata,
            @Nullable Terms terms) {}

    /**
     * What only the vendor decides about a new license.
     *
     * @param expiry null for what the policy says
     * @param limits its own machine limits, by their snake-case names
     */
    public record Terms(
            @Nullable String id,
            @Nullable Instant expiry,
            boolean suspended,
            @Nullable Boolean isProtected,
            @Nullable Long maxUses,
            @Nullable Long maxUsers,
            Metadata limits,
            @Nullable List<String> permissions,
            LicenseUpkeep upkeep) {
        static final Terms NONE =
                new Terms(null, null, false, null, null, null, Metadata.EMPTY, null, LicenseUpkeep.NONE);
    }

    /**
     * What an update says.
     *
     * @param suspended whether the license is stopped, for a while or for good; {@code upkeep} tells the two apart
     */
    public record Changes(
            Change<String> name,
            Change<Instant> expiry,
            Change<Boolean> suspended,
            Change<Boolean> isProtected,
            Change<Long> maxUses,
            Change<Long> maxUsers,
            Metadata limits,
            Change<List<String>> permissions,
            Change<Metadata> metadata,
            LicenseUpkeep upkeep) {}

    /** Whether a caller may set what {@link Terms} holds. */
    public static boolean maySetTerms(Caller caller) {
        return caller.isVendor();
    }

    /** Refuses who may not list licenses at all. */
    public void requireLister(Caller caller) {
        caller.requireAuthentication();
        caller.require(Permission.LICENSE_READ, LISTERS);
    }

    /** The licenses the caller may know of that fit; owner and holders may be given by id or e-mail address. */
    public Slice<LicenseDetails> list(Caller caller, LicenseFilter filter, PageRequest page) {
        requireLister(caller);
        return store.read(caller.account().id(), session -> {
            Optional<LicenseFilter> wanted =
                    LicenseAccess.withUserIds(session, filter).flatMap(known -> LicenseAccess.confine(caller, known));
            Slice<License> found = wanted.map(confined -> session.licenses().list(confined, page))
                    .orElseGet(() -> new Slice<>(List.of(), false, 0));
            return new Slice<>(LicenseDetails.of(session, found.items()), found.hasMore(), found.total());
        });
    }

    /** The license with that id or key, if the caller may know of it. */
    public LicenseDetails show(Caller caller, String idOrKey) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            License license = LicenseAccess.findVisible(session, caller, idOrKey);
            caller.require(Permission.LICENSE_READ);
            return LicenseDetails.of(session, license);
        });
    }

    /** Issues a license. Users may do so for themselves where the policy is not protected. */
    public LicenseDetails create(Caller caller, Draft draft) {
        caller.require(Permission.LICENSE_CREATE);
        boolean isVendor = caller.role() != Role.USER;
        if (isVendor) {
            caller.requireRole(LicenseAccess.ISSUERS);
        } else if (draft.terms() != null || !Objects.equals(caller.bearer().id(), draft.ownerId())) {
            throw caller.deny();
        }
        Terms terms = draft.terms() == null ? Terms.NONE : draft.terms();
        Violations violations = new Violations();
        Set<Permission> permissions = terms.permissions() == null
                ? null
                : PermissionRules.read(terms.permissions(), Role.LICENSE, violations);
        Grants.requireHeld(caller, permissions, "license");
        UnaryOperator<byte[]> signer = signingKeys.signer(caller.account().id());
        return store.write(caller.account().id(), session -> {
            Optional<Policy> found = findIssuable(session, caller, draft.policyId());
            if (!isVendor && found.filter(Policy::isProtected).isPresent()) {
                throw caller.deny();
            }
            violations.addIf(found.isEmpty(), Source.relationship("policy"), Rule.NOT_FOUND, "must exist");
            User owner = draft.ownerId() == null
                    ? null
                    : session.users().findForUpdate(draft.ownerId()).orElse(null);
            violations.addIf(
                    owner == null && draft.ownerId() != null,
                    Source.relationship("owner"),
                    Rule.NOT_FOUND,
                    "must exist");
            if (found.isEmpty()) {
                violations.throwIfAny();
            }
            Policy policy = found.orElseThrow();
            String id = terms.id() == null ? ids.next() : terms.id();
            Instant expiry = terms.expiry() == null ? LicenseClock.initialExpiry(policy, caller.now()) : terms.expiry();
            SignedKeys.Facts facts =
                    new SignedKeys.Facts(caller.account().id(), policy, owner, id, caller.now(), expiry);
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
                    terms.permissions() == null ? Grants.initial(session, Role.LICENSE) : permissions,
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
            changes.record(session, caller, "license.created", TYPE, license.id());
            return LicenseDetails.of(session, license);
        });
    }

    /** The policy, kept from vanishing with its product while a license is issued on it. */
    private static Optional<Policy> findIssuable(Session session, Caller caller, String policyId) {
        Optional<Policy> policy = session.policies()
                .find(policyId)
                .filter(found ->
                        caller.productId() == null || caller.productId().equals(found.productId()));
        policy.ifPresent(found -> session.products().lock(found.productId()));
        return policy.flatMap(found -> session.policies().findForUpdate(found.id()));
    }

    /**
     * Changes a license.
     *
     * @param changesOf read only once the caller is known to be allowed to change the license
     */
    public LicenseDetails update(Caller caller, String idOrKey, Supplier<Changes> changesOf) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            License found = LicenseAccess.findVisible(session, caller, idOrKey);
            caller.require(Permission.LICENSE_UPDATE, LicenseAccess.UPDATERS);
            Changes update = changesOf.get();
            License current =
                    session.licenses().findForUpdate(found.id()).orElseThrow(() -> Refusal.notFound("license"));
            Violations violations = new Violations();
            License license = LicenseChange.apply(session, current, update, caller, violations);
            LicenseChange.check(license, violations);
            violations.throwIfAny();
            session.licenses().update(license);
            changes.recordUpdate(session, caller, "license.updated", TYPE, license.id(), current);
            return LicenseDetails.of(session, license);
        });
    }

    /** Removes a license. */
    public void delete(Caller caller, String idOrKey) {
        remove(caller, idOrKey, Permission.LICENSE_DELETE, "license.deleted");
    }

    /** Takes a license back; it is gone like a deleted one. */
    public void revoke(Caller caller, String idOrKey) {
        remove(caller, idOrKey, Permission.LICENSE_REVOKE, "license.revoked");
    }

    private void remove(Caller caller, String idOrKey, Permission permission, String event) {
        caller.requireAuthentication();
        store.write(caller.account().id(), session -> {
            License license = LicenseAccess.findVisible(session, caller, idOrKey);
            caller.require(permission);
            LicenseAccess.requireManager(session, caller, license, LicenseAccess.ISSUERS);
            changes.record(session, caller, event, TYPE, license.id());
            session.licenses().delete(license.id());
            return license;
        });
    }
}
