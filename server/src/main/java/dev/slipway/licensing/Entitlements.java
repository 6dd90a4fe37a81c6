package dev.slipway.licensing;

import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Aliases;
import dev.slipway.model.Change;
import dev.slipway.model.Entitlement;
import dev.slipway.model.Metadata;
import dev.slipway.model.MetadataRules;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.Role;
import dev.slipway.model.Slice;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** The entitlements of an account: what licenses can include and releases can ask for. */
public final class Entitlements {
    private static final String TYPE = "entitlements";
    private static final Set<Role> WRITERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER);
    private static final int LONGEST_TEXT = 255;

    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;

    /** Keeps entitlements in this store. */
    public Entitlements(Store store, ChangeLog changes, Ids ids) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
    }

    /** What a new entitlement says of itself. */
    public record Draft(String name, String code, Metadata metadata) {}

    /** What an update says. */
    public record Changes(Change<String> name, Change<String> code, Change<Metadata> metadata) {}

    /** Whether a caller may add, change and remove entitlements. */
    public static boolean mayWrite(Caller caller) {
        Role role = caller.role();
        return role != null && WRITERS.contains(role) && caller.permissions().contains(Permission.ENTITLEMENT_UPDATE);
    }

    /** All entitlements for the vendor, those they hold for licenses and users. */
    public Slice<Entitlement> list(Caller caller, PageRequest page) {
        caller.requireAuthentication();
        caller.require(Permission.ENTITLEMENT_READ);
        return store.read(caller.account().id(), session -> switch (caller.bearer()) {
            case Bearer.OfLicense license ->
                session.entitlements()
                        .listHeldByLicense(license.standing().license().id(), page);
            case Bearer.Customer customer ->
                session.entitlements().listHeldByUser(customer.user().id(), page);
            case Bearer.Staff staff -> session.entitlements().list(page);
            case Bearer.OfProduct product -> session.entitlements().list(page);
            case Bearer.Anonymous nobody -> throw caller.deny();
        });
    }

    /** The entitlement with that id or code, if the caller may know of it. */
    public Entitlement show(Caller caller, String idOrCode) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            Entitlement entitlement = findVisible(session, caller, idOrCode);
            caller.require(Permission.ENTITLEMENT_READ);
            return entitlement;
        });
    }

    /** Adds an entitlement. */
    public Entitlement create(Caller caller, Draft draft) {
        caller.require(Permission.ENTITLEMENT_CREATE, WRITERS);
        Entitlement entitlement =
                new Entitlement(ids.next(), draft.name(), draft.code(), draft.metadata(), caller.now(), caller.now());
        return store.write(caller.account().id(), session -> {
            check(session, entitlement);
            session.entitlements().insert(entitlement);
            changes.record(session, caller, "entitlement.created", TYPE, entitlement.id());
            return entitlement;
        });
    }

    /**
     * Changes an entitlement.
     *
     * @param changesOf read only once the caller is known to be allowed to change the entitlement
     */
    public Entitlement update(Caller caller, String idOrCode, Supplier<Changes> changesOf) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            Entitlement found = findVisible(session, caller, idOrCode);
            caller.require(Permission.ENTITLEMENT_UPDATE, WRITERS);
            Changes update = changesOf.get();
            Entitlement current = session.entitlements()
                    .findForUpdate(found.id())
                    .orElseThrow(() -> Refusal.notFound("entitlement", idOrCode));
            Entitlement entitlement = new Entitlement(
                    current.id(),
                    update.name().overRequired(current.name()),
                    update.code().overRequired(current.code()),
                    update.metadata().overRequired(current.metadata()),
                    current.created(),
                    caller.now());
            check(session, entitlement);
            session.entitlements().update(entitlement);
            changes.recordUpdate(session, caller, "entitlement.updated", TYPE, entitlement.id(), current);
            return entitlement;
        });
    }

    /** Removes an entitlement, also from the licenses and policies that hold it and the releases that ask for it. */
    public void delete(Caller caller, String idOrCode) {
        caller.requireAuthentication();
        store.write(caller.account().id(), session -> {
            Entitlement entitlement = findVisible(session, caller, idOrCode);
            caller.require(Permission.ENTITLEMENT_DELETE, WRITERS);
            refuseFrozen(session, entitlement.id());
            changes.record(session, caller, "entitlement.deleted", TYPE, entitlement.id());
            session.entitlements().delete(entitlement.id());
            return entitlement;
        });
    }

    /** Refuses to take an entitlement away from a frozen release, which more people could have without it. */
    private static void refuseFrozen(Session session, String id) {
        // Nothing may be published meanwhile in the products concerned.
        session.constraints().productsNeeding(id).forEach(session.products()::lock);
        if (session.constraints().isNeededByFrozen(id)) {
            throw Refusal.of(Problem.RELEASE_FROZEN, "A frozen release is constrained to the entitlement");
        }
    }

    private static Entitlement findVisible(Session session, Caller caller, String idOrCode) {
        return session.entitlements()
                .findByIdOrCode(Aliases.canonical(idOrCode))
                .filter(entitlement -> isVisible(caller, entitlement.id()))
                .orElseThrow(() -> Refusal.notFound("entitlement", idOrCode));
    }

    private static boolean isVisible(Caller caller, String id) {
        return switch (caller.bearer()) {
            case Bearer.Anonymous nobody -> false;
            case Bearer.Staff staff -> true;
            case Bearer.OfProduct product -> true;
            case Bearer.OfLicense license -> license.standing().entitlementIds().contains(id);
            case Bearer.Customer customer ->
                customer.licenses().stream()
                        .anyMatch(each -> each.entitlementIds().contains(id));
        };
    }

    private static void check(Session session, Entitlement entitlement) {
        Violations violations = new Violations();
        violations.addIf(entitlement.name().isBlank(), Source.attribute("name"), Rule.MISSING, "can't be blank");
        violations.addIfLonger(entitlement.name(), LONGEST_TEXT, "name");
        violations.addIf(entitlement.code().isBlank(), Source.attribute("code"), Rule.MISSING, "can't be blank");
        violations.addIfLonger(entitlement.code(), LONGEST_TEXT, "code");
        Aliases.check(entitlement.code(), "code", violations);
        MetadataRules.check(entitlement.metadata(), violations);
        violations.addIf(
                session.entitlements().isCodeTaken(entitlement.code(), entitlement.id()),
                Source.attribute("code"),
                Rule.TAKEN,
                "already exists");
        violations.throwIfAny();
    }
}
