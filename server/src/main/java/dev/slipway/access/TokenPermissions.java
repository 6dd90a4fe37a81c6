package dev.slipway.access;

import dev.slipway.model.Permission;
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
     * The permissions a token is narrowed to, or null for all of its bearer's. Whoever makes a token for themselves cannot go
     * beyond the token they do it with.
     */
    static @Nullable Set<Permission> narrowed(
            Caller caller, Bearer bearer, @Nullable List<String> names, Violations violations) {
        boolean self = Objects.equals(caller.bearer().id(), bearer.id());
        Set<Permission> held = self ? caller.permissions() : bearer.permissions();
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
}
