package dev.slipway.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a user stands; the first that fits. */
public enum UserStatus {
    BANNED,
    /** They, or a license of theirs, are new or were at work lately. */
    ACTIVE,
    INACTIVE;

    /** The status of that name, in any case. */
    public static Optional<UserStatus> find(String name) {
        return Arrays.stream(values())
                .filter(status -> status.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
