package dev.slipway.licensing;

import dev.slipway.access.Caller;
import dev.slipway.access.LicenseStanding;
import dev.slipway.model.AccountSetting;
import dev.slipway.model.Permission;
import dev.slipway.model.Role;
import dev.slipway.model.User;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Refusal;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import dev.slipway.store.Session;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How lists of permission names become what a bearer holds. */
final class Grants {
    private static final String EVERYTHING = "*";

    private Grants() {}

    /**
     * The permissions of those names, or null when they are what the role has anyway. Unknown names and those the role cannot
     * hold are noted.
     */
    static @Nullable Set<Permission> read(List<String> names, Role role, Violations violations) {
        Set<Permission> granted = named(names, role, Source.attribute("permissions"), violations);
        return granted.equals(Permission.defaultsFor(role)) ? null : granted;
    }

    /** The permissions of those names, of which those that the role cannot hold are noted at their source. */
    static Set<Permission> named(List<String> names, Role role, Source source, Violations violations) {
        Set<Permission> allowed = Permission.allowedFor(role);
        EnumSet<Permission> granted = EnumSet.noneOf(Permission.class);
        for (String name : names) {
            Optional<Permission> permission = Permission.find(name).filter(allowed::contains);
            if (name.equals(EVERYTHING)) {
                granted.addAll(allowed);
            } else if (permission.isPresent()) {
                granted.add(permission.get());
            } else {
                violations.add(source, Rule.NOT_ALLOWED, "unsupported permissions");
            }
        }
        return granted;
    }

    /** What somebody new with a role holds when nothing is said of them; null when the account leaves it to the role. */
    static @Nullable Set<Permission> initial(Session session, Role role) {
        return AccountSetting.Key.of(role)
                .flatMap(session.settings()::find)
                .map(setting -> read(setting.permissions(), role, new Violations()))
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
