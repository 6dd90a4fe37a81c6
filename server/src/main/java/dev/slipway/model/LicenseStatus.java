package dev.slipway.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** How a license stands; the first that fits. */
public enum LicenseStatus {
    /** Its owner is banned. */
    BANNED,
    /** It is suspended or revoked. */
    SUSPENDED,
    EXPIRED,
    /** It expires {@linkplain #SOON soon}. */
    EXPIRING,
    /** Nothing was heard of it for {@link #INACTIVITY}. */
    INACTIVE,
    ACTIVE;

    /** How long before its expiry a license counts as expiring. */
    public static final Duration SOON = Duration.ofDays(3);
    /** After how long without a sign of life a license counts as inactive. */
    public static final Duration INACTIVITY = Duration.ofDays(90);

    /** How a license stands at that time. */
    public static LicenseStatus of(License license, boolean ownerBanned, Instant now) {
        if (ownerBanned) {
            return BANNED;
        }
        if (license.isStopped()) {
            return SUSPENDED;
        }
        if (license.isExpiredAt(now)) {
            return EXPIRED;
        }
        if (license.isExpiredAt(now.plus(SOON))) {
            return EXPIRING;
        }
        return license.lastActive().isBefore(now.minus(INACTIVITY)) ? INACTIVE : ACTIVE;
    }

    /** The status of that name. */
    public static Optional<LicenseStatus> find(String name) {
        return Arrays.stream(values())
                .filter(status -> status.name().equals(name))
                .findFirst();
    }
}
