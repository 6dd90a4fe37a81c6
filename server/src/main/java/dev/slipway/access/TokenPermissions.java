package dev.slipway.access;

import dev.slipway.model.Permission;
import dev.slipway.model.Role;
import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a new token is good for. */
final class TokenPermissions {
    private TokenPermissions() {}

    /**
     * The permissions a token is narrowed to, or null for all of its bearer's. What the caller could hold but does not is
     * withheld from every token they make, also from one for another bearer: a narrowed token never begets a wider one.
     */
    static @Nullable Set<Permission> narrowed(
            Caller caller, Bearer bearer, @Nullable List<String> names, Violations violations) {
        EnumSet<Permission> held = EnumSet.noneOf(Permission.class);
        held.addAll(bearer.permissions());
        held.removeAll(withheld(caller));
        if (Objects.equals(caller.bearer().id(), bearer.id())) {
            held.retainAll(caller.permissions());
        }
        if (names == null || names.contains("*")) {
            return held.containsAll(bearer.permissions()) ? null : held;
        }
        EnumSet<Permission> narrowed = EnumSet.noneOf(Permission.class);
        for (String name : names) {
            Optional<Permission> permission = Permission.find(name).filter(held::contains);
            violations.addIf(
                    permission.isEmpty(), Source.attribute("permissions"), Rule.NOT_ALLOWED, "unsupported permissions");
            permission.ifPresent(narrowed::add);
        }
        return narrowed;
    }

    /** What the caller's role may hold, but the caller does not; nothing for whoever operates the installation. */
    static Set<Permission> withheld(Caller caller) {
        EnumSet<Permission> withheld = EnumSet.noneOf(Permission.class);
        Role role = caller.role();
        if (role != null) {
            withheld.addAll(Permission.allowedFor(role));
            withheld.removeAll(caller.permissions());
        }
        return withheld;
    }
}
