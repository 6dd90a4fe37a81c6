package dev.slipway.model;

import dev.slipway.version.DottedVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * For how long, and how far beyond the version in use, licenses get new releases.
 *
 * @param validity how long maintenance lasts, in whole seconds; zero for ever
 * @param allowsMajor whether a greater first number may be had, and so every newer version
 * @param allowsMinor whether a greater second number may be had, and so every newer version of the same first number; without
 *     either, no newer version at all may be had
 */
public record MaintenancePolicy(
        String id,
        String name,
        Duration validity,
        MaintenanceStart start,
        boolean allowsMajor,
        boolean allowsMinor,
        Instant created,
        Instant updated) {

    /** Whether maintenance by this policy never ends. */
    public boolean isForEver() {
        return validity.isZero();
    }

    /** The limit for one who runs a version, in the sense of {@link DottedVersion#limitKey}; empty for none. */
    public Optional<String> limitKey(DottedVersion installed) {
        if (allowsMajor) {
            return Optional.empty();
        }
        return Optional.of(installed.limitKey(allowsMinor ? 1 : DottedVersion.PARTS));
    }
}
