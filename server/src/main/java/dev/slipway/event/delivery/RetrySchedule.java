package dev.slipway.event.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When an event that nobody took is sent again: later and later, and never all of them at once. */
public final class RetrySchedule {
    private static final int MOST = 15;
    private static final int SHORTEST_EXTRA_MINUTES = 10;
    private static final int LONGEST_EXTRA_MINUTES = 100;

    private final RandomGenerator random;

    /** Scatters by this randomness. */
    public RetrySchedule(RandomGenerator random) {
        this.random = random;
    }

    /**
     * How long to wait.
     *
     * @param attempts how often it was sent by now, from 1
     * @return empty when it was sent often enough
     */
    public Optional<Duration> after(long attempts) {
        if (attempts >= MOST) {
            return Optional.empty();
        }
        long seconds = attempts * attempts * attempts * attempts;
        long extra = random.nextLong(SHORTEST_EXTRA_MINUTES * 60L, LONGEST_EXTRA_MINUTES * 60L + 1);
        return Optional.of(Duration.ofSeconds(seconds + extra));
    }
}
