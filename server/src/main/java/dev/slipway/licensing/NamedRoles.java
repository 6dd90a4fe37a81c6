package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.access.Scope;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Aliases;
import dev.slipway.model.Change;
import dev.slipway.model.ListQuery;
import dev.slipway.model.NamedRole;
import dev.slipway.model.Permission;
import dev.slipway.model.Role;
import dev.slipway.model.Slice;
import dev.slipway.model.User;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.store.Session;
import dev.slipway.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Roles by name: the built-in ones and those that an account makes of claims. Who has a role of the latter kind works as a
 * developer who is permitted what the claims grant and nothing else, through every API.
 */
public final class NamedRoles {
    /** What people with a role that somebody made are to the rest of the domain. */
    static final Role BASE = Role.DEVELOPER;

    private static final String TYPE = "roles";
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_DESCRIPTION = 1_000;
    private static final Set<String> RESERVED = Set.of("super-admin", "organization-admin", "reseller-admin");
    private static final Set<Role> MANAGERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER);

    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;

    /** Keeps roles in this store. */
    public NamedRoles(Store store, ChangeLog changes, Ids ids) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
    }

    /** What a new role says of itself. */
    public record Draft(String name, @Nullable String description, List<String> claims) {}

    /** What an update says. */
    public record Changes(Change<String> name, Change<String> description, Change<List<String>> claims) {}

    /** The claims of a role: what it was made of, or all that its built-in role has. */
    public static List<String> claims(NamedRole role) {
        return role.builtIn() == null ? role.claims() : Scope.withAll(Permission.defaultsFor(role.builtIn()));
    }

    /** The permissions of whoever has a role that somebody made. */
    static Set<Permission> permissions(NamedRole role) {
        EnumSet<Permission> permissions = EnumSet.noneOf(Permission.class);
        permissions.addAll(Scope.granted(role.claims().stream()
                .flatMap(each -> Scope.find(each).stream())
                .toList()));
        permissions.retainAll(Permission.allowedFor(BASE));
        return permissions;
    }

    /** The roles that a query wants. */
    public Slice<NamedRole> list(Caller caller, ListQuery query) {
        caller.require(Permission.ADMIN_READ);
        return store.read(caller.account().id(), session -> session.namedRoles().list(query));
    }

    /**
     * A role.
     *
     * @throws Refusal 404
     */
    public NamedRole show(Caller caller, String id) {
        caller.require(Permission.ADMIN_READ);
        return store.read(
                caller.account().id(),
                session -> session.namedRoles()
                        .find(Aliases.canonical(id))
                        .orElseThrow(() -> Refusal.notFound("role", id)));
    }

    private static NamedRole findForUpdate(Session session, String id) {
        return session.namedRoles()
                .findForUpdate(Aliases.canonical(id))
                .orElseThrow(() -> Refusal.notFound("role", id));
    }

    /** Adds a role, of no more than the caller may do. */
    public NamedRole create(Caller caller, Draft draft) {
        caller.require(Permission.ADMIN_UPDATE, MANAGERS);
        NamedRole role = new NamedRole(
                ids.next(),
                draft.name(),
                draft.description() == null ? "" : draft.description(),
                draft.claims(),
                null,
                caller.now(),
                caller.now());
        return store.write(caller.account().id(), session -> {
            NamedRole checked = check(session, caller, role);
            session.namedRoles().insert(checked);
            changes.record(session, caller, "role.created", TYPE, checked.id());
            return checked;
        });
    }

    /**
     * Changes a role, and with it what those may do who have it.
     *
     * @param changesOf read only once the caller is known to be allowed to change the role
     */
    public NamedRole update(Caller caller, String id, Supplier<Changes> changesOf) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            NamedRole current = findForUpdate(session, id);
            requireChangeable(caller, current);
            Changes update = changesOf.get();
            NamedRole role = check(
                    session,
                    caller,
                    new NamedRole(
                            current.id(),
                            update.name().overRequired(current.name()),
                            update.description().given() && update.description().value() == null
                                    ? ""
                                    : update.description().overRequired(current.description()),
                            update.claims().overRequired(current.claims()),
                            null,
                            current.created(),
                            caller.now()));
            session.namedRoles().update(role);
            if (!role.claims().equals(current.claims())) {
                session.namedRoles().holders(role.id()).forEach(userId -> permit(session, caller, userId, role));
            }
            changes.record(session, caller, "role.updated", TYPE, role.id());
            return role;
        });
    }

    /** Removes a role that nobody has. */
    public void delete(Caller caller, String id) {
        caller.requireAuthentication();
        store.write(caller.account().id(), session -> {
            NamedRole role = findForUpdate(session, id);
            requireChangeable(caller, role);
            if (!session.namedRoles().holders(role.id()).isEmpty()) {
                throw Refusal.of(Problem.CONFLICT, "The role '%s' is that of some users".formatted(role.name()));
            }
            changes.record(session, caller, "role.deleted", TYPE, role.id());
            session.namedRoles().delete(role.id());
            return role;
        });
    }

    private static void requireChangeable(Caller caller, NamedRole role) {
        caller.require(Permission.ADMIN_UPDATE, MANAGERS);
        if (role.builtIn() != null) {
            throw Refusal.accessDenied("built-in roles stay as they are");
        }
        // Whoever has less must not take from those who have more.
        Grants.requireHeld(caller, permissions(role), "role");
    }

    private static NamedRole check(Session session, Caller caller, NamedRole role) {
        Violations violations = new Violations();
        Source name = Source.attribute("name");
        violations.addIf(role.name().isBlank(), name, Rule.MISSING, "must not be blank");
        violations.addIfLonger(role.name(), LONGEST_NAME, "name");
        violations.addIfLonger(role.description(), LONGEST_DESCRIPTION, "description");
        violations.addIf(
                RESERVED.contains(role.name().toLowerCase(Locale.ROOT)), name, Rule.NOT_ALLOWED, "is reserved");
        List<String> claims = new ArrayList<>();
        for (String claim : role.claims()) {
            Scope.find(claim)
                    .ifPresentOrElse(
                            scope -> claims.add(scope.key()),
                            () -> violations.add(
                                    Source.attribute("claims"),
                                    Rule.INVALID,
                                    "holds '%s', which is no claim".formatted(claim)));
        }
        violations.throwIfAny();
        violations.addIf(
                session.namedRoles()
                        .findByName(role.name())
                        .filter(other -> !other.id().equals(role.id()))
                        .isPresent(),
                name,
                Rule.TAKEN,
                "is taken");
        violations.throwIfAny();
        NamedRole checked = new NamedRole(
                role.id(),
                role.name(),
                role.description(),
                claims.stream().distinct().toList(),
                null,
                role.created(),
                role.updated());
        Grants.requireHeld(caller, permissions(checked), "role");
        return checked;
    }

    private void permit(Session session, Caller caller, String userId, NamedRole role) {
        User current = session.users().findForUpdate(userId).orElseThrow(() -> Refusal.notFound("user"));
        session.users().update(permitted(current, role, caller.now()));
        session.namedRoles().assign(userId, role.id());
        changes.recordUpdate(session, caller, "user.updated", Users.TYPE, userId, current);
    }

    private static User permitted(User user, NamedRole role, Instant now) {
        return new User(
                user.id(),
                user.email(),
                user.firstName(),
                user.lastName(),
                user.passwordHash(),
                BASE,
                permissions(role),
                user.banned(),
                user.metadata(),
                user.created(),
                now);
    }

    /**
     * What it takes to have a role.
     *
     * @param base the built-in role
     * @param permissions the names of all that it permits
     * @param made the id of the role that somebody made; null when it is the built-in one itself
     */
    public record Requirement(
            String base, List<String> permissions, @Nullable String made) {}

    /**
     * What it takes to have the role of that name.
     *
     * @throws Refusal 422 when there is none, 403 when the caller may not give it to anybody
     */
    public Requirement require(Caller caller, String name) {
        caller.requireAuthentication();
        NamedRole role = store.read(
                        caller.account().id(), session -> session.namedRoles().findByName(name))
                .orElseThrow(
                        () -> Refusal.invalid(Source.attribute("role"), Rule.NOT_FOUND, "must be the name of a role"));
        Role base = role.builtIn() == null ? BASE : role.builtIn();
        Set<Permission> granted = role.builtIn() == null ? permissions(role) : Permission.defaultsFor(base);
        if (base.isStaff()) {
            Grants.requireHeld(caller, granted, "user");
        }
        return new Requirement(
                base.key(), List.copyOf(Permission.keysOf(granted)), role.builtIn() == null ? role.id() : null);
    }

    /** Lets a user who was given what a role that somebody made takes have that role from now on. */
    public void settle(Caller caller, String userId, Requirement requirement) {
        String roleId = requirement.made();
        if (roleId == null) {
            return;
        }
        store.write(caller.account().id(), session -> {
            NamedRole role = findForUpdate(session, roleId);
            User user = session.users().findForUpdate(userId).orElseThrow(() -> Refusal.notFound("user"));
            // It may have changed since.
            Grants.requireHeld(caller, permissions(role), "user");
            session.users().update(permitted(user, role, caller.now()));
            session.namedRoles().assign(userId, role.id());
            return role;
        });
    }
}
