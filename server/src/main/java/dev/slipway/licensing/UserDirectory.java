package dev.slipway.licensing;

import dev.slipway.access.Bearer;
import dev.slipway.access.Caller;
import dev.slipway.model.ListQuery;
import dev.slipway.model.Permission;
import dev.slipway.model.Role;
import dev.slipway.model.Slice;
import dev.slipway.model.User;
import dev.slipway.store.Store;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The people of an account as the vendor's people look them up, with the names of their roles. */
public final class UserDirectory {
    private final Store store;
    private final Users users;

    /** Looks in this store. */
    public UserDirectory(Store store, Users users) {
        this.store = store;
        this.users = users;
    }

    /**
     * A user.
     *
     * @param roleName the name of the role that somebody made, else that of the built-in one
     */
    public record Entry(User user, String roleName) {}

    /** The users that a query wants: for the vendor's people only, and other staff only for those who may read of them. */
    public Slice<Entry> list(Caller caller, ListQuery query) {
        caller.requireAuthentication();
        caller.require(Permission.USER_READ);
        if (!(caller.bearer() instanceof Bearer.Staff)) {
            throw caller.deny();
        }
        Set<Role> roles = EnumSet.of(Role.USER);
        if (caller.permissions().contains(Permission.ADMIN_READ)) {
            roles.addAll(Role.STAFF);
        }
        return store.read(caller.account().id(), session -> {
            Slice<User> found = session.users().list(roles, query);
            Map<String, String> names = session.namedRoles()
                    .namesByHolder(found.items().stream().map(User::id).toList());
            return found.map(user -> entry(user, names));
        });
    }

    /** A user by id or e-mail address, if the caller may know of them. */
    public Entry show(Caller caller, String idOrEmail) {
        User user = users.show(caller, idOrEmail).user();
        return store.read(
                caller.account().id(),
                session -> entry(user, session.namedRoles().namesByHolder(List.of(user.id()))));
    }

    private static Entry entry(User user, Map<String, String> names) {
        return new Entry(user, names.getOrDefault(user.id(), user.role().key()));
    }
}
