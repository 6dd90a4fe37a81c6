package dev.slipway.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A role by the name that people give it.
 *
 * @param claims the names of the scopes it consists of; empty for a built-in one, which has what its role has
 * @param builtIn the role it stands for; null for one that somebody made
 */
public record NamedRole(
        String id,
        String name,
        String description,
        List<String> claims,
        @Nullable Role builtIn,
        Instant created,
        Instant updated) {

    /** Keeps a copy of the claims. */
    public NamedRole {
        claims = List.copyOf(claims);
    }
}
