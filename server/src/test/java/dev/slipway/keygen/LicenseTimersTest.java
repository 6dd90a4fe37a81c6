package dev.slipway.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.HttpSuite;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LicenseTimersTest extends HttpSuite {

    private void after(Duration time) {
        server.clock().advance(time);
        server.slipway().keepHouse();
        server.slipway().keepHouse();
    }

    private long told(String license, String event) {
        return eventsOf(license).stream().filter(event::equals).count();
    }

    @Test
    void tellsDailyThatALicenseExpiresSoonAndOnceThatItHas() {
        Instant expiry = server.clock().instant().plus(Duration.ofDays(5));
        String license = vendor.license(vendor.policy(vendor.product(), ""), "\"expiry\":\"%s\"".formatted(expiry))
                .id();
        after(Duration.ZERO);
        assertThat(told(license, "license.expiring-soon")).isZero();
        after(Duration.ofHours(49));
        assertThat(told(license, "license.expiring-soon")).isEqualTo(1);
        after(Duration.ofHours(25));
        assertThat(told(license, "license.expiring-soon")).isEqualTo(2);
        assertThat(told(license, "license.expired")).isZero();
        after(Duration.ofHours(47));
        assertThat(told(license, "license.expired")).isEqualTo(1);
        after(Duration.ofHours(1));
        assertThat(told(license, "license.expired")).isEqualTo(1);
        assertThat(told(license, "license.expiring-soon")).isEqualTo(2);
    }

    @Test
    void saysNothingOfWhatExpiredLongAgo() {
        Instant expiry = server.clock().instant().plus(Duration.ofDays(5));
        String license = vendor.license(vendor.policy(vendor.product(), ""), "\"expiry\":\"%s\"".formatted(expiry))
                .id();

        after(Duration.ofDays(6));

        assertThat(told(license, "license.expired")).isZero();
    }

    @Test
    void tellsOfCheckInsThatAreRequired() {
        String policy = vendor.policy(
                vendor.product(), "\"requireCheckIn\":true,\"checkInInterval\":\"week\",\"checkInIntervalCount\":1");
        String license = vendor.license(policy, "").id();
        admin.post("/v1/licenses/" + license + "/actions/check-in", "").expect(200);

        after(Duration.ofHours(100));
        assertThat(told(license, "license.check-in-required-soon")).isEqualTo(1);
        after(Duration.ofHours(69));
        assertThat(told(license, "license.check-in-overdue")).isEqualTo(1);
    }
}
