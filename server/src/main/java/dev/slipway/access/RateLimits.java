package dev.slipway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.slipway.secret.InstallationSecret;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Counts what callers do and tells when it is too much. Counts live in the memory of one node, and of those who were counted
 * longest ago they are forgotten when too many are kept.
 */
public final class RateLimits {
    /** Signing in with an e-mail address and a password. */
    public static final Limit SIGN_IN = new Limit("sign in", 5, Duration.ofMinutes(1));
    /** Asking for a new password because the old one is forgotten. */
    public static final Limit FORGOTTEN_PASSWORD = new Limit("forgotten password", 5, Duration.ofHours(1));
    /** Setting a new password with the old one. */
    public static final Limit CHANGED_PASSWORD = new Limit("changed password", 5, Duration.ofMinutes(10));
    /** Setting a new password with what was sent for a forgotten one. */
    public static final Limit RESET_PASSWORD = new Limit("reset password", 5, Duration.ofMinutes(10));

    /** Wrong passwords for one person, from wherever. */
    public static final Limit FAILED_SIGN_IN = new Limit("failed sign in", 10, Duration.ofMinutes(15));
    /** Wrong passwords and license keys from one address, for whomever. */
    public static final Limit FAILED_SIGN_INS = new Limit("failed sign ins", 50, Duration.ofMinutes(15));

    private static final long MOST_COUNTED = 100_000;
    private static final Duration LONGEST_WINDOW = Duration.ofHours(1);

    private final InstantSource clock;
    private final InstallationSecret secret;
    private final List<Limit> everywhere;
    private final boolean limitsPasswords;
    private final Cache<String, Bucket> buckets;

    /**
     * Counts by this clock.
     *
     * @param perSecond how many requests of any kind a caller may send in a second; 0 for no limit
     * @param perMinute how many in a minute; 0 for no limit
     * @param limitsPasswords whether attempts with passwords are limited
     */
    public RateLimits(
            InstantSource clock, InstallationSecret secret, int perSecond, int perMinute, boolean limitsPasswords) {
        this.clock = clock;
        this.secret = secret;
        this.everywhere = List.of(
                        new Limit("second", perSecond, Duration.ofSeconds(1)),
                        new Limit("minute", perMinute, Duration.ofMinutes(1)))
                .stream()
                .filter(limit -> limit.count() > 0)
                .toList();
        this.limitsPasswords = limitsPasswords;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_COUNTED)
                .expireAfterAccess(LONGEST_WINDOW)
                .ticker(() -> nanos(clock.instant()))
                .build();
    }

    /**
     * How often something may be done.
     *
     * @param name tells limits apart
     * @param count how often in every window
     */
    public record Limit(String name, int count, Duration window) {}

    /**
     * How a caller stands with a limit after one more time.
     *
     * @param remaining how many times are left
     * @param reset when all of them are there again
     * @param refused whether this time was too much
     */
    public record Standing(Limit limit, long remaining, Instant reset, boolean refused) {}

    /** What holds for every request. */
    public List<Limit> everywhere() {
        return everywhere;
    }

    /** Whether attempts with passwords are limited. */
    public boolean limitsPasswords() {
        return limitsPasswords;
    }

    /**
     * Counts one more time.
     *
     * @param subject who or what is counted, as finely as the limit is meant; only a keyed hash of it is kept
     */
    public Standing count(Limit limit, String accountId, String subject) {
        Bucket bucket = buckets.get(limit.name() + secret.hash(accountId, subject), missing -> bucket(limit));
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        Instant reset = clock.instant().plusNanos(probe.getNanosToWaitForReset());
        return new Standing(limit, probe.getRemainingTokens(), reset, !probe.isConsumed());
    }

    /** Takes back one time that was counted, because it turned out to be none that is limited. */
    public void forgive(Limit limit, String accountId, String subject) {
        Bucket bucket = buckets.getIfPresent(limit.name() + secret.hash(accountId, subject));
        if (bucket != null) {
            bucket.addTokens(1);
        }
    }

    private Bucket bucket(Limit limit) {
        return Bucket.builder()
                .addLimit(
                        bandwidth -> bandwidth.capacity(limit.count()).refillIntervally(limit.count(), limit.window()))
                .withCustomTimePrecision(new Time(clock))
                .build();
    }

    private static long nanos(Instant time) {
        return ChronoUnit.NANOS.between(Instant.EPOCH, time);
    }

    private record Time(InstantSource clock) implements TimeMeter {
        private static final long serialVersionUID = 1L;

        @Override
        public long currentTimeNanos() {
            return nanos(clock.instant());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
