package dev.slipway.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a customer bought.
 *
 * @param key the secret that proves it
 * @param isProtected an override of the policy's; null for none
 * @param limits overrides of the policy's machine limits, stored and echoed without behaviour, by snake-case names
 * @param permissions an override of the role's; null for the default
 */
public record License(
        String id,
        String productId,
        String policyId,
        @Nullable String ownerId,
        @Nullable String name,
        String key,
        @Nullable Instant expiry,
        boolean suspended,
        @Nullable Boolean isProtected,
        long uses,
        @Nullable Long maxUses,
        @Nullable Long maxUsers,
        Metadata limits,
        @Nullable String version,
        @Nullable Instant lastValidated,
        @Nullable Instant lastCheckIn,
        @Nullable Instant lastCheckOut,
        @Nullable Set<Permission> permissions,
        Metadata metadata,
        Instant created,
        Instant updated) {

    /** Keeps the key out of logs. */
    @Override
    public String toString() {
        return "License[" + id + "]";
    }

    /** When something was last heard of the license: it was made, validated, checked in or checked out. */
    public Instant lastActive() {
        return Stream.of(created, lastValidated, lastCheckIn, lastCheckOut)
                .flatMap(Stream::ofNullable)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Whether the license has run out at that time. */
    public boolean isExpiredAt(Instant time) {
        return expiry != null && !expiry.isAfter(time);
    }
}
