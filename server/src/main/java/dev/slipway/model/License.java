package dev.slipway.model;

import dev.slipway.version.DottedVersion;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a customer bought.
 *
 * @param key the secret that proves it
 * @param suspended whether it was stopped for a while; see {@link #isStopped}
 * @param revoked whether it was taken back and is only kept to tell so
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
        boolean revoked,
        Maintenance maintenance,
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

    /**
     * Which releases the license gets beyond what its expiry says.
     *
     * @param policyId the maintenance policy; null for none, which is no limit
     * @param expiry from when on no newer releases are had; null for never, or not yet known
     * @param currentVersion the greatest version that is known to run on the license
     * @param maxVersion the greatest version to be had, as far as its parts go; counts only without a maintenance policy
     */
    public record Maintenance(
            @Nullable String policyId,
            @Nullable Instant expiry,
            @Nullable DottedVersion currentVersion,
            @Nullable DottedVersion maxVersion) {
        /** No limit, and nothing known. */
        public static final Maintenance NONE = new Maintenance(null, null, null, null);
    }

    /** Whether the license cannot be used, for a while or for good. */
    public boolean isStopped() {
        return suspended || revoked;
    }

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
