package dev.slipway.licensing;

import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.access.Tokens;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Change;
import dev.slipway.model.Metadata;
import dev.slipway.model.PageRequest;
import dev.slipway.model.Permission;
import dev.slipway.model.PermissionRules;
import dev.slipway.model.Role;
import dev.slipway.model.Slice;
import dev.slipway.model.User;
import dev.slipway.model.UserFilter;
import dev.slipway.model.UserScope;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Violations;
import dev.slipway.secret.Ids;
import dev.slipway.secret.Passwords;
import dev.slipway.store.Store;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The people of an account: the vendor's own and customers. */
public final class Users {
    static final String TYPE = "users";
    /** What a changed password is called in the log, which says no more of it. */
    static final String PASSWORD = "password";

    private static final Set<Role> CREATORS = EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.SALES_AGENT, Role.PRODUCT);

    private final Store store;
    private final ChangeLog changes;
    private final Ids ids;
    private final Passwords passwords;

    /** Keeps users in this store, and of their passwords only hashes. */
    public Users(Store store, ChangeLog changes, Ids ids, Passwords passwords) {
        this.store = store;
        this.changes = changes;
        this.ids = ids;
        this.passwords = passwords;
    }

    /**
     * What a new user says of themselves.
     *
     * @param password in clear; null for none
     * @param role its name; null for a customer
     */
    public record Draft(
            String email,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String password,
            @Nullable String role,
            @Nullable List<String> permissions,
            Metadata metadata) {
        /** Keeps the password out of logs. */
        @Override
        public String toString() {
            return "Draft[" + email + "]";
        }
    }

    /** What an update says. */
    public record Changes(
            Change<String> email,
            Change<String> firstName,
            Change<String> lastName,
            Change<String> password,
            Change<String> role,
            Change<List<String>> permissions,
            Change<Metadata> metadata) {
        /** Keeps the password out of logs. */
        @Override
        public String toString() {
            return "Changes[" + email + "]";
        }

        private boolean onlyProfile() {
            return !password.given() && !role.given() && !permissions.given() && !metadata.given();
        }
    }

    /** Whether one of the vendor's people or products may add users. */
    public static boolean mayCreate(Caller caller) {
        return caller.may(Permission.USER_CREATE, CREATORS);
    }

    /** Whether a caller may change a user. */
    public static boolean mayEdit(Caller caller, User user) {
        return UserRules.isPermitted(() -> requireEditor(caller, user));
    }

    /** Whether a caller may give people roles. */
    public static boolean maySetRole(Caller caller) {
        return caller.role() == Role.ADMIN;
    }

    /** Whether a caller may say more about an existing user than a name and an e-mail address. */
    public static boolean maySetAll(Caller caller) {
        return caller.isVendor();
    }

    /** Whether a caller may grant people permissions. */
    public static boolean maySetPermissions(Caller caller) {
        return caller.role() == Role.ADMIN || caller.role() == Role.DEVELOPER;
    }

    /** The users that fit, of those that the caller may know of. */
    public Slice<UserDetails> list(Caller caller, UserFilter filter, PageRequest page) {
        requireLister(caller, filter.wantedRoles());
        UserScope scope = switch (caller.bearer()) {
            case Bearer.Staff staff -> new UserScope.Everybody();
            case Bearer.OfProduct own -> new UserScope.OfProduct(own.product().id());
            case Bearer.OfLicense license ->
                new UserScope.OfLicense(license.standing().license().id());
            case Bearer.Customer customer ->
                new UserScope.Around(customer.user().id());
            case Bearer.Anonymous nobody -> throw caller.deny();
        };
        return store.read(caller.account().id(), session -> {
            Slice<User> found = session.users().list(scope, filter, page);
            return new Slice<>(UserDetails.of(session, found.items(), caller.now()), found.hasMore(), found.total());
        });
    }

    /** Refuses who may not list users with these roles at all. */
    public void requireLister(Caller caller, Set<Role> roles) {
        caller.requireAuthentication();
        caller.require(Permission.USER_READ);
        roles.forEach(role -> UserRules.requireReader(caller, role));
    }

    /** The user with that id or e-mail address, if the caller may know of them. */
    public UserDetails show(Caller caller, String idOrEmail) {
        caller.requireAuthentication();
        return store.read(caller.account().id(), session -> {
            User user = UserRules.findVisible(session, caller, idOrEmail);
            UserRules.requireReader(caller, user.role());
            return UserDetails.of(session, user, caller.now());
        });
    }

    /** The same, where they hold a license of that product. */
    public UserDetails showOf(Caller caller, String productId, String idOrEmail) {
        UserDetails found = show(caller, idOrEmail);
        String id = found.user().id();
        if (!store.read(caller.account().id(), session -> session.users().holdsLicenseOf(id, productId))) {
            throw Refusal.notFound("user", idOrEmail);
        }
        return found;
    }

    /** Adds a user. Strangers may add themselves where the account is not protected. */
    public UserDetails create(Caller caller, Draft draft) {
        boolean registers = caller.isAnonymous() && !caller.account().isProtected();
        if (!registers) {
            caller.require(Permission.USER_CREATE, CREATORS);
        }
        boolean overreaches = (draft.role() != null && !maySetRole(caller))
                || (draft.permissions() != null && !maySetPermissions(caller));
        if (overreaches) {
            throw Grants.lacksPrivileges(caller, "user");
        }
        Violations violations = new Violations();
        Role role = UserRules.role(draft.role(), Role.USER, violations);
        if (role != Role.USER) {
            caller.require(Permission.ADMIN_CREATE);
            UserRules.requireRank(caller, role);
        }
        Set<Permission> permissions =
                draft.permissions() == null ? null : PermissionRules.read(draft.permissions(), role, violations);
        Grants.requireHeld(caller, permissions, "user");
        UserRules.checkPassword(draft.password(), UserRules.PASSWORD, violations);
        UserRules.requirePassword(role, draft.password(), violations);
        String hash = hash(draft.password(), violations);
        return store.write(caller.account().id(), session -> {
            User user = new User(
                    ids.next(),
                    draft.email().toLowerCase(Locale.ROOT),
                    draft.firstName(),
                    draft.lastName(),
                    hash,
                    role,
                    draft.permissions() == null ? Grants.initial(session, role) : permissions,
                    null,
                    draft.metadata(),
                    caller.now(),
                    caller.now());
            Grants.requireReach(caller, user);
            UserRules.check(session, user, violations);
            violations.throwIfAny();
            session.users().insert(user);
            changes.record(session, caller, "user.created", TYPE, user.id());
            return UserDetails.of(session, user, caller.now());
        });
    }

    /**
     * Changes a user. A new password or role makes the user's other tokens worthless.
     *
     * @param changesOf read only once the caller is known to be allowed to change the user
     */
    public UserDetails update(Caller caller, String idOrEmail, Supplier<Changes> changesOf) {
        caller.requireAuthentication();
        String id = store.read(caller.account().id(), session -> {
            User user = UserRules.findVisible(session, caller, idOrEmail);
            requireEditor(caller, user);
            return user.id();
        });
        Changes update = changesOf.get();
        if (!maySetAll(caller) && !update.onlyProfile()) {
            throw caller.deny();
        }
        boolean overreaches = (update.role().value() != null && !maySetRole(caller))
                || (update.permissions().value() != null && !maySetPermissions(caller));
        if (overreaches) {
            throw Grants.lacksPrivileges(caller, "user");
        }
        Violations violations = new Violations();
        UserRules.checkPassword(update.password().value(), UserRules.PASSWORD, violations);
        String hash = hash(update.password().value(), violations);
        return store.write(caller.account().id(), session -> {
            User current = UserRules.findForUpdate(session, id)
                    .filter(user -> UserRules.isVisible(session, caller, user))
                    .orElseThrow(() -> Refusal.notFound("user", idOrEmail));
            requireEditor(caller, current);
            User user = apply(current, update, hash, caller, violations);
            boolean reaches = hash != null || !user.email().equals(current.email()) || user.role() != current.role();
            if (reaches) {
                Grants.requireReach(caller, current);
                Grants.requireReach(caller, user);
            }
            UserRules.check(session, user, violations);
            if (update.password().value() == null) {
                UserRules.requirePassword(user.role(), user.passwordHash(), violations);
            }
            if (UserRules.isFullAdmin(current) && !UserRules.isFullAdmin(user)) {
                UserRules.requireOtherAdmin(session, user, violations);
            }
            violations.throwIfAny();
            session.users().update(user);
            if (hash != null || user.role() != current.role()) {
                Tokens.revokeOthers(session, changes, caller, user.id());
            }
            Set<String> secrets = hash == null ? Set.of() : Set.of(PASSWORD);
            changes.recordUpdate(session, caller, "user.updated", TYPE, user.id(), current, secrets);
            return UserDetails.of(session, user, caller.now());
        });
    }

    /** The hash of a password; made before a transaction, which it would keep waiting. */
    private @Nullable String hash(@Nullable String password, Violations violations) {
        return password == null || !violations.isEmpty() ? null : passwords.hash(password);
    }

    private static void requireEditor(Caller caller, User user) {
        if (caller.role() == Role.USER && UserRules.isSelf(caller, user)) {
            caller.require(Permission.USER_UPDATE);
        } else {
            UserRules.requireManager(caller, user, Permission.USER_UPDATE, Permission.ADMIN_UPDATE);
        }
    }

    private static User apply(
            User current, Changes update, @Nullable String hash, Caller caller, Violations violations) {
        Role role = UserRules.role(update.role().value(), current.role(), violations);
        UserRules.requireRank(caller, role);
        Set<Permission> permissions = current.permissions();
        if (role != current.role() && permissions != null) {
            permissions = new HashSet<>(permissions);
            permissions.retainAll(Permission.defaultsFor(role));
        }
        if (update.permissions().value() != null) {
            permissions = PermissionRules.read(update.permissions().value(), role, violations);
            Grants.requireHeld(caller, permissions, "user");
        }
        return new User(
                current.id(),
                update.email().overRequired(current.email()).toLowerCase(Locale.ROOT),
                update.firstName().over(current.firstName()),
                update.lastName().over(current.lastName()),
                hash == null ? current.passwordHash() : hash,
                role,
                permissions,
                current.banned(),
                update.metadata().overRequired(current.metadata()),
                current.created(),
                caller.now());
    }
}
