package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.access.LicenseStanding;
import dev.slipway.model.AccountSetting;
import dev.slipway.model.Permission;
import dev.slipway.model.PermissionRules;
import dev.slipway.model.Role;
import dev.slipway.model.User;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Violations;
import dev.slipway.store.Session;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What bearers hold, and who may give it to them. */
final class Grants {
    private Grants() {}

    /** What somebody new with a role holds when nothing is said of them; null when the account leaves it to the role. */
    static @Nullable Set<Permission> initial(Session session, Role role) {
        return AccountSetting.Key.of(role)
                .flatMap(session.settings()::find)
                .map(setting -> PermissionRules.read(setting.permissions(), role, new Violations()))
                .orElse(null);
    }

    /** What a user may do. */
    static Set<Permission> held(User user) {
        return LicenseStanding.held(user.permissions(), user.role());
    }

    /**
     * Refuses a caller who would make themselves, by way of another one of the vendor's people or by another way to sign in,
     * able to do what they cannot do now.
     */
    static void requireReach(Caller caller, User user) {
        if (user.role() != Role.USER) {
            requireHeld(caller, held(user), "user");
        }
    }

    /** Refuses a caller who hands out what they do not hold themselves. */
    static void requireHeld(Caller caller, @Nullable Set<Permission> granted, String kind) {
        if (granted != null && !caller.permissions().containsAll(granted)) {
            throw lacksPrivileges(caller, kind);
        }
    }

    /** The refusal of a caller who reaches above themselves: 403. */
    static Refusal lacksPrivileges(Caller caller, String kind) {
        Role role = caller.role();
        String who = role == null ? "anonymous" : role.words();
        return Refusal.accessDenied("%s lacks privileges to perform action on %s".formatted(who, kind));
    }
}
