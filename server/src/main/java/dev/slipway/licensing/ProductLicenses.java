package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.access.SigningKeys;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Aliases;
import dev.slipway.model.Change;
import dev.slipway.model.License;
import dev.slipway.model.LicenseUser;
import dev.slipway.model.Metadata;
import dev.slipway.model.Permission;
import dev.slipway.model.Policy;
import dev.slipway.model.User;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Licenses for those who know products but no policies: issued on a default policy, with all who have them named at once. */
public final class ProductLicenses {
    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;
    private final LicenseIssuing issuing;
    private final SigningKeys signingKeys;

    /** Keeps licenses in this store. */
    public ProductLicenses(Store store, ChangeLog changes, Ids ids, SigningKeys signingKeys) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
        this.issuing = new LicenseIssuing(changes, ids);
        this.signingKeys = signingKeys;
    }

    /**
     * What a new license says of itself.
     *
     * @param key null for a generated one
     * @param ownerId null for nobody
     * @param sharerIds who has it beside its owner
     */
    public record Draft(
            String productId,
            @Nullable String name,
            @Nullable String key,
            @Nullable String ownerId,
            List<String> sharerIds,
            Metadata metadata,
            Licenses.Terms terms) {}

    /**
     * What an update says.
     *
     * @param productId the product it is for, which cannot change; null when not named
     * @param key its key, which cannot change; null when not named
     * @param sharerIds everybody who has it beside its owner
     */
    public record Changes(
            @Nullable String productId,
            @Nullable String key,
            Change<String> ownerId,
            Change<List<String>> sharerIds,
            Licenses.Changes terms) {}

    /** Issues a license on the default policy of its product. */
    public LicenseDetails create(Caller caller, Draft draft) {
        caller.require(Permission.LICENSE_CREATE, LicenseAccess.ISSUERS);
        String productId = Aliases.canonical(draft.productId());
        caller.requireOwnProduct(productId);
        UnaryOperator<byte[]> signer = signingKeys.signer(caller.account().id());
        return store.write(caller.account().id(), session -> {
            // It must not vanish while a license is issued, and gets one default policy however many are at it.
            session.products().lock(productId);
            if (session.products().find(productId).isEmpty()) {
                throw Refusal.invalid(Source.relationship("product"), Rule.NOT_FOUND, "must exist");
            }
            Policy policy = DefaultPolicies.of(session, caller, productId, changes);
            Violations violations = new Violations();
            Holders holders = Holders.find(session, draft.ownerId(), draft.sharerIds(), violations);
            Licenses.Draft complete = new Licenses.Draft(
                    policy.id(), draft.ownerId(), draft.name(), draft.key(), draft.metadata(), draft.terms());
            License license = issuing.issue(session, caller, policy, complete, holders.owner(), signer, violations);
            share(session, caller, license, holders.sharerIds());
            return LicenseDetails.of(session, license);
        });
    }

    /**
     * Changes a license, and who has it.
     *
     * @param changesOf read only once the caller is known to be allowed to change the license
     */
    public LicenseDetails update(Caller caller, String id, Supplier<Changes> changesOf) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            License found = LicenseAccess.findVisible(session, caller, id);
            caller.require(Permission.LICENSE_UPDATE, LicenseAccess.UPDATERS);
            Changes update = changesOf.get();
            License current = LicenseAccess.lock(session, found);
            Violations violations = new Violations();
            refuseFixed(current, update, violations);
            List<String> sharerIds = update.sharerIds().value();
            Holders holders = Holders.find(
                    session,
                    update.ownerId().over(current.ownerId()),
                    sharerIds == null ? session.licenseUsers().ofLicense(current.id()) : sharerIds,
                    violations);
            if (!Objects.equals(holders.ownerId(), current.ownerId())) {
                caller.require(Permission.LICENSE_OWNER_UPDATE, LicenseAccess.ISSUERS);
            }
            License changed = LicenseChange.apply(session, current, update.terms(), caller, violations);
            LicenseChange.check(changed, violations);
            violations.throwIfAny();
            License license = new LicenseEdit(changed).owner(holders.ownerId()).at(caller.now());
            session.licenses().update(license);
            changes.recordUpdate(session, caller, "license.updated", Licenses.TYPE, license.id(), current);
            share(session, caller, license, holders.sharerIds());
            return LicenseDetails.of(session, license);
        });
    }

    private static void refuseFixed(License current, Changes update, Violations violations) {
        String productId = update.productId();
        violations.addIf(
                productId != null && !Aliases.canonical(productId).equals(current.productId()),
                Source.attribute("productId"),
                Rule.NOT_ALLOWED,
                "cannot be changed");
        violations.addIf(
                update.key() != null && !update.key().equals(current.key()),
                Source.attribute("key"),
                Rule.NOT_ALLOWED,
                "cannot be changed");
    }

    /** Leaves exactly these beside the owner. */
    private void share(Session session, Caller caller, License license, Set<String> wanted) {
        Set<String> former = session.licenseUsers().ofLicense(license.id());
        List<String> gone =
                former.stream().filter(id -> !wanted.contains(id)).sorted().toList();
        List<String> come =
                wanted.stream().filter(id -> !former.contains(id)).sorted().toList();
        if (!gone.isEmpty()) {
            caller.require(Permission.LICENSE_USERS_DETACH, LicenseAccess.UPDATERS);
            gone.forEach(id -> session.licenseUsers().detach(license.id(), id));
            changes.record(session, caller, "license.users.detached", Licenses.TYPE, license.id());
        }
        if (come.isEmpty()) {
            return;
        }
        caller.require(Permission.LICENSE_USERS_ATTACH, LicenseAccess.UPDATERS);
        for (String id : come) {
            session.licenseUsers().attach(new LicenseUser(ids.next(), license.id(), id, caller.now(), caller.now()));
        }
        LicenseDetails details = LicenseDetails.of(session, license);
        if (!details.allowsUsers(details.userCount())) {
            throw Refusal.invalid(
                    Source.attribute("additionalUserIds"),
                    Rule.LIMIT_EXCEEDED,
                    "exceed the number of users that the license may have (%d)".formatted(details.maxUsers()));
        }
        changes.record(session, caller, "license.users.attached", Licenses.TYPE, license.id());
    }

    /** Who is to have a license. They are kept from vanishing until the transaction ends. */
    private record Holders(@Nullable User owner, Set<String> sharerIds) {

        @Nullable
        String ownerId() {
            return owner == null ? null : owner.id();
        }

        /** Those of these ids; notes those there are not. Who owns it does not share it as well. */
        static Holders find(
                Session session, @Nullable String owner, Collection<String> sharers, Violations violations) {
            String ownerId = owner == null ? null : Aliases.canonical(owner);
            Set<String> sharerIds = new TreeSet<>();
            sharers.forEach(id -> sharerIds.add(Aliases.canonical(id)));
            Set<String> all = new TreeSet<>(sharerIds);
            if (ownerId != null) {
                all.add(ownerId);
            }
            // In one order, so that two who name the same users wait for each other instead of blocking each other.
            Map<String, User> users = new HashMap<>();
            all.forEach(id -> session.users().findForUpdate(id).ifPresent(user -> users.put(id, user)));
            violations.addIf(
                    ownerId != null && !users.containsKey(ownerId),
                    Source.attribute("userId"),
                    Rule.NOT_FOUND,
                    "must be the id of a user");
            violations.addIf(
                    !users.keySet().containsAll(sharerIds),
                    Source.attribute("additionalUserIds"),
                    Rule.NOT_FOUND,
                    "must be ids of users");
            sharerIds.removeIf(id -> Objects.equals(id, ownerId));
            return new Holders(ownerId == null ? null : users.get(ownerId), sharerIds);
        }
    }
}
