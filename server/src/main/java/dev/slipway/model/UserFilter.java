package dev.slipway.model;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which users of a list are wanted. Null means any.
 *
 * @param roles customers when null
 * @param productId holders of a license of that product
 * @param licenseId holders of that license
 * @param assigned whether they hold a license at all
 * @param status how they stand at {@code now}
 * @param metadata plain values by their snake-case names, each of which must be one of those given
 */
public record UserFilter(
        @Nullable Set<Role> roles,
        @Nullable String productId,
        @Nullable String licenseId,
        @Nullable Boolean assigned,
        @Nullable UserStatus status,
        Map<String, Set<Object>> metadata,
        Instant now) {
    /** Stands for null among the values of metadata. */
    public static final Object NULL = new Object();

    /** Takes a copy. */
    public UserFilter {
        metadata = Map.copyOf(metadata);
    }

    /** The roles that are wanted. */
    public Set<Role> wantedRoles() {
        return roles == null ? Set.of(Role.USER) : roles;
    }

    /** The same among the holders of a license of a product, whatever product was asked for. */
    public UserFilter inProduct(String id) {
        return new UserFilter(roles, id, licenseId, assigned, status, metadata, now);
    }

    /** All with one of these roles. */
    public static UserFilter of(Set<Role> roles, Instant now) {
        return new UserFilter(roles, null, null, null, null, Map.of(), now);
    }
}
