package dev.slipway.cryptlex;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "2019-01-01T00:00:00Z, 2019-01-01T00:00:00Z",
        "2022-05-31T15:39:22.298592200Z, 2022-05-31T15:39:22.2985922Z",
        "2022-05-31T15:39:22.120000Z, 2022-05-31T15:39:22.12Z",
        "2022-05-31T15:39:22.123456789Z, 2022-05-31T15:39:22.1234567Z",
        "1969-12-31T23:59:59.5Z, 1969-12-31T23:59:59.5Z",
    })
    void writesNoMoreDigitsThanItTakes(Instant time, String text) {
        assertThat(Times.text(time)).isEqualTo(text);
    }
}
