package dev.slipway.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-03-01T09:00:00Z, 2026-03-01T09:00:00Z",
        "2026-03-01t09:00:00z, 2026-03-01T09:00:00Z",
        "2026-03-01 09:00, 2026-03-01T09:00:00Z",
        "2026-03-01, 2026-03-01T00:00:00Z",
        "2026-03-01T09:00:00.1234567Z, 2026-03-01T09:00:00.123456Z",
        "2026-03-01T09:00:00+02:00, 2026-03-01T07:00:00Z",
        "2026-03-01T09:00:00 02:00, 2026-03-01T07:00:00Z",
        "2026-03-01T09:00:00-02:30, 2026-03-01T11:30:00Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    })
    void readsTimesWithAndWithoutAnOffset(String text, Instant time) {
        assertThat(Timestamps.parse(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-02-30",
                "2026-03-01T25:00:00Z",
                "2026-03-01T09:00:00+99:00",
                "0000-01-01",
                "0001-01-01T00:00:00+01:00",
                "10000-01-01",
                "2026-3-1",
                "1772355600",
                "2026-03-01T09:00:00.1234567890Z"
            })
    void takesNothingElseForATime(String text) {
        assertThat(Timestamps.parse(text)).isEmpty();
    }
}
