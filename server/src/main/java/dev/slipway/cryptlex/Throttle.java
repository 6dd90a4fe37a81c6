package dev.slipway.cryptlex;

import dev.slipway.access.RateLimits;
import dev.slipway.access.RateLimits.Limit;
import dev.slipway.access.RateLimits.Standing;
import dev.slipway.http.Headers;
import dev.slipway.model.Account;
import dev.slipway.problem.Problem;
import dev.slipway.problem.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Counts one request against the limits that it comes under, and says in its answer how the caller stands. */
final class Throttle {
    private final RateLimits limits;
    private final String address;
    private @Nullable Standing tightest;

    private Throttle(RateLimits limits, String address) {
        this.limits = limits;
        this.address = address;
    }

    /**
     * What one address may do.
     *
     * @param everywhere how many requests it may send; no limit when its count is 0
     * @param exempt which addresses have no limit
     */
    record Rule(Limit everywhere, Predicate<String> exempt) {}

    /** For a request from an address. */
    static Throttle of(RateLimits limits, String address) {
        return new Throttle(limits, address);
    }

    /**
     * Counts a request of any kind.
     *
     * @throws Refusal 429
     */
    void count(Rule rule) {
        if (rule.everywhere().count() > 0 && !rule.exempt().test(address)) {
            count(rule.everywhere(), "", "");
        }
    }

    /**
     * Counts an attempt with a password.
     *
     * @param subject whose password it is, in lower case
     * @throws Refusal 429
     */
    void countAttempt(Limit limit, Account account, String subject) {
        if (limits.limitsPasswords()) {
            count(limit, account.id(), "\n" + subject);
        }
    }

    private void count(Limit limit, String accountId, String subject) {
        Standing standing = limits.count(limit, accountId, address + subject);
        if (tightest == null || standing.refused() || standing.remaining() < tightest.remaining()) {
            tightest = standing;
        }
        if (standing.refused()) {
            throw Refusal.of(Problem.TOO_MANY_REQUESTS);
        }
    }

    /** Adds how the caller stands with the limit they are closest to, and when to come again after too much. */
    Headers addTo(Headers headers, Instant now) {
        Standing standing = tightest;
        if (standing == null) {
            return headers;
        }
        Headers more = headers.with(
                        "X-Rate-Limit-Limit", standing.limit().window().toSeconds() + "s")
                .with("X-Rate-Limit-Remaining", Long.toString(standing.remaining()))
                .with("X-Rate-Limit-Reset", Times.text(standing.reset()));
        if (!standing.refused()) {
            return more;
        }
        long wait = Duration.between(now, standing.reset())
                .plusSeconds(1)
                .minusNanos(1)
                .toSeconds();
        return more.with("Retry-After", Long.toString(Math.max(1, wait)));
    }
}
