package dev.slipway.catalog;

import dev.slipway.access.Caller;
import dev.slipway.access.ReleaseAccess;
import dev.slipway.catalog.Guard.Held;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Aliases;
import dev.slipway.model.Constraint;
import dev.slipway.model.Entitlement;
import dev.slipway.model.Metadata;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Release;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Which entitlements releases need. */
public final class ReleaseConstraints {
    private static final Source ENTITLEMENT = Source.relationship("entitlement");

    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;

    /** Keeps constraints in this store. */
    public ReleaseConstraints(Store store, ChangeLog changes, Ids ids) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
    }

    /** The constraints of a release, for those at home in its product. */
    public Slice<Constraint> list(Caller caller, String releaseId, PageRequest page) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            Release release = readable(session, caller, releaseId, Permission.CONSTRAINT_READ);
            return session.constraints().list(release.id(), page);
        });
    }

    /** One constraint of a release. */
    public Constraint show(Caller caller, String releaseId, String id) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            Release release = readable(session, caller, releaseId, Permission.CONSTRAINT_READ);
            return session.constraints()
                    .find(Aliases.canonical(id))
                    .filter(constraint -> constraint.releaseId().equals(release.id()))
                    .orElseThrow(() -> Refusal.notFound("release entitlement constraint", id));
        });
    }

    /** The entitlements a release needs, whatever the caller holds. */
    public Slice<Entitlement> entitlements(Caller caller, String releaseId, PageRequest page) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            Release release = readable(session, caller, releaseId, Permission.ENTITLEMENT_READ);
            return session.entitlements().listNeededByRelease(release.id(), page);
        });
    }

    /** One entitlement a release needs. */
    public Entitlement entitlement(Caller caller, String releaseId, String id) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            Release release = readable(session, caller, releaseId, Permission.ENTITLEMENT_READ);
            String wanted = Aliases.canonical(id);
            return session.entitlements()
                    .find(wanted)
                    .filter(found ->
                            session.constraints().entitlementIds(release.id()).contains(wanted))
                    .orElseThrow(() -> Refusal.notFound("entitlement", id));
        });
    }

    private static Release readable(Session session, Caller caller, String releaseId, Permission permission) {
        Release release = Guard.find(session, caller, ReleaseQuery.ANY, releaseId);
        caller.require(permission);
        if (!Guard.isAtHomeIn(caller, release.productId())) {
            throw caller.deny();
        }
        new ReleaseAccess(session, caller).require(release);
        return release;
    }

    /**
     * Constrains a release to more entitlements: to all of them, or to none when one cannot be.
     *
     * @param entitlementIdsOf the ids, read only once the release is known to exist for the caller
     */
    public List<Constraint> attach(Caller caller, String releaseId, Supplier<List<String>> entitlementIdsOf) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            Guard.find(session, caller, ReleaseQuery.ANY, releaseId);
            List<String> wanted =
                    entitlementIdsOf.get().stream().map(Aliases::canonical).toList();
            Held held = Guard.hold(session, caller, Permission.RELEASE_CONSTRAINTS_ATTACH, ReleaseQuery.ANY, releaseId);
            held.refuseFrozen();
            String release = held.release().id();
            Set<String> attached = session.constraints().entitlementIds(release);
            Violations violations = new Violations();
            List<Constraint> created = new ArrayList<>();
            for (String entitlementId : wanted) {
                violations.addIf(
                        session.entitlements().find(entitlementId).isEmpty(),
                        ENTITLEMENT,
                        Rule.NOT_FOUND,
                        "must exist");
                violations.addIf(!attached.add(entitlementId), ENTITLEMENT, Rule.TAKEN, "already exists");
                created.add(new Constraint(ids.next(), release, entitlementId, caller.now(), caller.now()));
            }
            violations.throwIfAny();
            created.forEach(session.constraints()::insert);
            record(session, caller, "release.constraints.attached", release, created);
            return created;
        });
    }

    /**
     * Frees a release from constraints: from all of them, or from none when one is not there.
     *
     * @param constraintIdsOf the ids, read only once the release is known to exist for the caller
     */
    public void detach(Caller caller, String releaseId, Supplier<List<String>> constraintIdsOf) {
        caller.requireAuthentication();
        store.write(caller.account().id(), session -> {
            Guard.find(session, caller, ReleaseQuery.ANY, releaseId);
            List<String> wanted = constraintIdsOf.get();
            Held held = Guard.hold(session, caller, Permission.RELEASE_CONSTRAINTS_DETACH, ReleaseQuery.ANY, releaseId);
            held.refuseFrozen();
            String release = held.release().id();
            Map<String, Constraint> attached = session.constraints().ofRelease(release).stream()
                    .collect(Collectors.toMap(Constraint::id, Function.identity()));
            for (int index = 0; index < wanted.size(); index++) {
                if (!attached.containsKey(Aliases.canonical(wanted.get(index)))) {
                    throw Refusal.of(
                            Problem.UNPROCESSABLE,
                            "cannot detach constraint '%s' (constraint is not attached)".formatted(wanted.get(index)),
                            Source.pointer("/data/" + index));
                }
            }
            Set<String> unwanted = wanted.stream().map(Aliases::canonical).collect(Collectors.toSet());
            record(
                    session,
                    caller,
                    "release.constraints.detached",
                    release,
                    attached.values().stream()
                            .filter(constraint -> unwanted.contains(constraint.id()))
                            .toList());
            unwanted.forEach(session.constraints()::delete);
            return wanted;
        });
    }

    private void record(Session session, Caller caller, String event, String releaseId, List<Constraint> constraints) {
        List<String> ids = constraints.stream().map(Constraint::entitlementId).toList();
        List<String> codes = session.entitlements().findAll(ids).stream()
                .map(Entitlement::code)
                .toList();
        Metadata details = new Metadata(Map.of("codes", codes));
        changes.recordParts(session, caller, event, Releases.TYPE, releaseId, constraints, details);
    }
}
