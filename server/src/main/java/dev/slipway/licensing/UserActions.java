package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.event.ChangeLog;
import dev.slipway.model.Permission;
import dev.slipway.model.Role;
import dev.slipway.model.User;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Violations;
import dev.slipway.store.Store;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be done with a user: ban, unban and remove. */
public final class UserActions {
    private static final Set<Role> BANNERS =
            EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.SALES_AGENT, Role.SUPPORT_AGENT, Role.PRODUCT);
    private static final Set<Role> REMOVERS = EnumSet.of(Role.ADMIN, Role.DEVELOPER, Role.PRODUCT);

    private final Store store;
    private final ChangeLog changes;

    /** Acts on the users in this store. */
    public UserActions(Store store, ChangeLog changes) {
        this.store = store;
        this.changes = changes;
    }

    /** Whether a caller may ban a user, and let them in again. */
    public static boolean mayBan(Caller caller, User user) {
        return user.role() == Role.USER && caller.may(Permission.USER_BAN, BANNERS);
    }

    /** Whether a caller may remove a user. */
    public static boolean mayDelete(Caller caller, User user) {
        return UserRules.isPermitted(() -> requireRemover(caller, user));
    }

    private static void requireRemover(Caller caller, User user) {
        UserRules.requireManager(caller, user, Permission.USER_DELETE, Permission.ADMIN_DELETE);
        caller.requireRole(REMOVERS);
    }

    /** Keeps a customer and the licenses they own out. */
    public UserDetails ban(Caller caller, String idOrEmail) {
        return setBanned(caller, idOrEmail, caller.now(), Permission.USER_BAN, "user.banned");
    }

    /** Lets a banned customer in again. */
    public UserDetails unban(Caller caller, String idOrEmail) {
        return setBanned(caller, idOrEmail, null, Permission.USER_UNBAN, "user.unbanned");
    }

    private UserDetails setBanned(
            Caller caller, String idOrEmail, @Nullable Instant banned, Permission permission, String event) {
        caller.requireAuthentication();
        return store.write(caller.account().id(), session -> {
            User found = UserRules.findVisible(session, caller, idOrEmail);
            caller.require(permission, BANNERS);
            User current = session.users().findForUpdate(found.id()).orElseThrow(() -> Refusal.notFound("user"));
            if (current.role() != Role.USER) {
                throw Grants.lacksPrivileges(caller, "user");
            }
            if ((current.banned() == null) == (banned == null)) {
                return UserDetails.of(session, current, caller.now());
            }
            User user = new User(
                    current.id(),
                    current.email(),
                    current.firstName(),
                    current.lastName(),
                    current.passwordHash(),
                    current.role(),
                    current.permissions(),
                    banned,
                    current.metadata(),
                    current.created(),
                    caller.now());
            session.users().update(user);
            changes.record(session, caller, event, Users.TYPE, user.id());
            return UserDetails.of(session, user, caller.now());
        });
    }

    /** Removes a user with the licenses they own. */
    public void delete(Caller caller, String idOrEmail) {
        caller.requireAuthentication();
        store.write(caller.account().id(), session -> {
            User found = UserRules.findVisible(session, caller, idOrEmail);
            requireRemover(caller, found);
            User user = UserRules.findForUpdate(session, found.id()).orElseThrow(() -> Refusal.notFound("user"));
            String productId = caller.productId();
            if (productId != null && session.licenses().ownsInOtherProduct(user.id(), productId)) {
                throw caller.deny();
            }
            Violations violations = new Violations();
            if (UserRules.isFullAdmin(user)) {
                UserRules.requireOtherAdmin(session, user, violations);
            }
            violations.throwIfAny();
            changes.record(session, caller, "user.deleted", Users.TYPE, user.id());
            session.users().delete(user.id());
            return user;
        });
    }
}
