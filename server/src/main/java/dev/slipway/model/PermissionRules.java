package dev.slipway.model;

import dev.slipway.problem.Fault.Rule;
import dev.slipway.problem.Source;
import dev.slipway.problem.Violations;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How lists of permission names become what a bearer holds. */
public final class PermissionRules {
    private static final String EVERYTHING = "*";

    private PermissionRules() {}

    /**
     * The permissions of those names, or null when they are what the role has anyway. Unknown names and those the role cannot
     * hold are noted.
     */
    public static @Nullable Set<Permission> read(List<String> names, Role role, Violations violations) {
        Set<Permission> granted = named(names, role, Source.attribute("permissions"), violations);
        return granted.equals(Permission.defaultsFor(role)) ? null : granted;
    }

    /** The permissions of those names, of which those that the role cannot hold are noted at their source. */
    public static Set<Permission> named(List<String> names, Role role, Source source, Violations violations) {
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
}
