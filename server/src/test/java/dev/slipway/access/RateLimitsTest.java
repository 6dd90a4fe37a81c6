package dev.slipway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.access.RateLimits.Limit;
import dev.slipway.access.RateLimits.Standing;
import dev.slipway.secret.InstallationSecret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final Limit SECOND = new Limit("second", 3, Duration.ofSeconds(1));

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final RateLimits limits = limits(3, 5);

    private RateLimits limits(int perSecond, int perMinute) {
        InstallationSecret secret =
                InstallationSecret.of("a secret of at least thirty-two characters", new SecureRandom());
        return new RateLimits(() -> now, secret, perSecond, perMinute, true);
    }

    private void advance(Duration time) {
        now = now.plus(time);
    }

    private Standing count() {
        return limits.count(SECOND, "account", "somebody");
    }

    @Test
    void countsDownAndRefuses() {
        assertThat(count().remaining()).isEqualTo(2);
        assertThat(count().remaining()).isEqualTo(1);
        assertThat(count()).isEqualTo(new Standing(SECOND, 0, now.plusSeconds(1), false));
        assertThat(count()).isEqualTo(new Standing(SECOND, 0, now.plusSeconds(1), true));
    }

    @Test
    void beginsAnewWithEveryWindow() {
        for (int i = 0; i < 4; i++) {
            count();
        }
        advance(Duration.ofMillis(999));
        assertThat(count().refused()).isTrue();
        advance(Duration.ofMillis(1));
        assertThat(count().remaining()).isEqualTo(2);
        advance(Duration.ofHours(2));
        assertThat(count().remaining()).isEqualTo(2);
    }

    @Test
    void tellsLimitsAccountsAndSubjectsApart() {
        Limit minute = new Limit("minute", 5, Duration.ofMinutes(1));
        count();

        assertThat(limits.count(SECOND, "account", "somebody else").remaining()).isEqualTo(2);
        assertThat(limits.count(SECOND, "other", "somebody").remaining()).isEqualTo(2);
        assertThat(limits.count(minute, "account", "somebody").remaining()).isEqualTo(4);
        assertThat(count().remaining()).isEqualTo(1);
    }

    @Test
    void limitsAllRequestsOnlyWhereToldTo() {
        assertThat(limits.everywhere())
                .extracting(Limit::window)
                .containsExactly(Duration.ofSeconds(1), Duration.ofMinutes(1));
        assertThat(limits(0, 5).everywhere()).extracting(Limit::count).containsExactly(5);
        assertThat(limits(0, 0).everywhere()).isEmpty();
    }
}
