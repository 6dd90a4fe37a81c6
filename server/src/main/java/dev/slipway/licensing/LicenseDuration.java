package dev.slipway.licensing;

import dev.slipway.model.Metadata;
import dev.slipway.model.Policy;
import dev.slipway.problem.Violations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a license lasts, and by how much it is renewed: its own duration or, where it has none, its policy's. */
final class LicenseDuration {
    /** Where a license keeps its own, in seconds; 0 for ever. */
    private static final String NAME = "validity";

    private LicenseDuration() {}

    /** The duration of a license with those limits of its own; null for ever. */
    static @Nullable Duration of(Metadata limits, Policy policy) {
        if (!(limits.get(NAME) instanceof Number own)) {
            return policy.duration();
        }
        long seconds = own.longValue();
        return seconds < 1 || seconds > Choices.LARGEST ? null : Duration.ofSeconds(seconds);
    }

    /** Notes what is no duration. */
    static void check(Metadata limits, Violations violations) {
        if (limits.get(NAME) instanceof Number own) {
            Choices.checkNumber(own.longValue(), 0, NAME, violations);
        }
    }
}
