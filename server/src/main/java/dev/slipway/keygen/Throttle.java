package dev.slipway.keygen;

import dev.slipway.access.Credentials;
import dev.slipway.access.RateLimits;
import dev.slipway.access.RateLimits.Limit;
import dev.slipway.access.RateLimits.Standing;
import dev.slipway.http.Request;
import dev.slipway.model.Account;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Counts one request against the limits that it comes under, and says in its answer how the caller stands. */
final class Throttle {
    private final RateLimits limits;
    private final Account account;
    private final Request request;
    private @Nullable Standing tightest;

    /** For a request to an account. */
    Throttle(RateLimits limits, Account account, Request request) {
        this.limits = limits;
        this.account = account;
        this.request = request;
    }

    /**
     * Counts a request of any kind; a sign-in counts as an attempt with a password as well.
     *
     * @throws Refusal 429
     */
    void count(Credentials credentials) {
        if (!limits.everywhere().isEmpty()) {
            String subject = subject(credentials);
            limits.everywhere().forEach(limit -> count(limit, subject));
        }
        if (credentials instanceof Credentials.Password password) {
            countAttempt(RateLimits.SIGN_IN, password.email().toLowerCase(Locale.ROOT));
        }
    }

    private static String subject(Credentials credentials) {
        return switch (credentials) {
            case Credentials.None none -> "none";
            case Credentials.Malformed malformed -> "none";
            case Credentials.TokenSecret token -> "token " + token.secret();
            case Credentials.LicenseKey license -> "license " + license.key();
            case Credentials.Password password -> "password " + password.email().toLowerCase(Locale.ROOT);
        };
    }

    /**
     * Counts an attempt with a password.
     *
     * @param subject whose password it is, in lower case
     * @throws Refusal 429
     */
    void countAttempt(Limit limit, String subject) {
        if (limits.limitsPasswords()) {
            count(limit, subject);
        }
    }

    private void count(Limit limit, String subject) {
        Standing standing = limits.count(limit, account.id(), request.remoteAddress() + "\n" + subject);
        if (tightest == null || standing.refused() || standing.remaining() < tightest.remaining()) {
            tightest = standing;
        }
        if (standing.refused()) {
            throw Refusal.of(Problem.TOO_MANY_REQUESTS);
        }
    }

    /** Says how the caller stands with the limit they are closest to, and when to come again after too much. */
    void addTo(ResponseHeaders headers, Instant now) {
        Standing standing = tightest;
        if (standing == null) {
            return;
        }
        int count = standing.limit().count();
        headers.add("X-RateLimit-Window", window(standing.limit().window()));
        headers.add("X-RateLimit-Count", Long.toString(count - standing.remaining()));
        headers.add("X-RateLimit-Limit", Integer.toString(count));
        headers.add("X-RateLimit-Remaining", Long.toString(standing.remaining()));
        headers.add("X-RateLimit-Reset", Long.toString(roundedUp(Duration.between(Instant.EPOCH, standing.reset()))));
        if (standing.refused()) {
            headers.add("Retry-After", Long.toString(Math.max(1, roundedUp(Duration.between(now, standing.reset())))));
        }
    }

    private static long roundedUp(Duration time) {
        return time.plusSeconds(1).minusNanos(1).toSeconds();
    }

    private static String window(Duration window) {
        if (window.toMinutes() == 0) {
            return window.toSeconds() + "s";
        }
        return window.toHours() == 0 ? window.toMinutes() + "m" : window.toHours() + "h";
    }
}
