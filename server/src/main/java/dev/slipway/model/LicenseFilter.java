package dev.slipway.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which licenses of a list are wanted. Null means any.
 *
 * @param ownerId an id, or an e-mail address where the use case is told what the client said
 * @param holderIds users who all must own or share the license; ids or e-mail addresses, as the owner
 * @param key exactly that key
 * @param assigned whether the license has an owner
 * @param statuses how the license stands at {@code now}
 * @param expiry all of these must hold its expiry
 * @param activity all of these must hold its last sign of life
 * @param metadata texts of plain values by their snake-case names, each of which must be one of those given
 * @param now when statuses are judged
 */
public record LicenseFilter(
        @Nullable String productId,
        @Nullable String policyId,
        @Nullable String ownerId,
        List<String> holderIds,
        @Nullable String key,
        @Nullable Boolean suspended,
        @Nullable Boolean assigned,
        @Nullable Set<LicenseStatus> statuses,
        List<Window> expiry,
        List<Window> activity,
        Map<String, Set<String>> metadata,
        Instant now) {

    /** Takes copies. */
    public LicenseFilter {
        holderIds = List.copyOf(holderIds);
        expiry = List.copyOf(expiry);
        activity = List.copyOf(activity);
        metadata = Map.copyOf(new LinkedHashMap<>(metadata));
    }

    /**
     * A span of time.
     *
     * @param after exclusive; null for no start
     * @param until inclusive; null for no end
     * @param outside whether what lies outside is meant, "never" included
     */
    public record Window(@Nullable Instant after, @Nullable Instant until, boolean outside) {}

    /** The same with another owner. */
    public LicenseFilter withOwner(String id) {
        return new LicenseFilter(
                productId, policyId, id, holderIds, key, suspended, assigned, statuses, expiry, activity, metadata,
                now);
    }

    /** The same with other holders. */
    public LicenseFilter withHolders(List<String> ids) {
        return new LicenseFilter(
                productId, policyId, ownerId, ids, key, suspended, assigned, statuses, expiry, activity, metadata, now);
    }

    /** The same among the licenses that a user owns or shares. */
    public LicenseFilter heldBy(String id) {
        List<String> all = new ArrayList<>(holderIds);
        all.add(id);
        return withHolders(all);
    }

    /** The same within one product; empty when another product was wanted. */
    public Optional<LicenseFilter> inProduct(String id) {
        return productId == null || productId.equals(id) ? Optional.of(within(id, policyId)) : Optional.empty();
    }

    /** The same among the licenses of one policy; empty when another policy was wanted. */
    public Optional<LicenseFilter> ofPolicy(String id) {
        return policyId == null || policyId.equals(id) ? Optional.of(within(productId, id)) : Optional.empty();
    }

    private LicenseFilter within(@Nullable String product, @Nullable String policy) {
        return new LicenseFilter(
                product, policy, ownerId, holderIds, key, suspended, assigned, statuses, expiry, activity, metadata,
                now);
    }
}
