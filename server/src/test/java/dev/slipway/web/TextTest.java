package dev.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void numbersHaveTheirDigitsInGroups() {
        assertThat(Text.number(0)).isEqualTo("0");
        assertThat(Text.number(1_234_567)).isEqualTo("1,234,567");
    }

    @Test
    void sizesAreInTheLargestUnitThatGivesAtLeastOne() {
        assertThat(Text.size(1)).isEqualTo("1 byte");
        assertThat(Text.size(1023)).isEqualTo("1,023 bytes");
        assertThat(Text.size(1024)).isEqualTo("1 KiB");
        assertThat(Text.size(1536)).isEqualTo("1.5 KiB");
        assertThat(Text.size((1 << 20) - 1)).isEqualTo("1 MiB");
        assertThat(Text.size(123L << 20)).isEqualTo("123 MiB");
        assertThat(Text.size(Long.MAX_VALUE)).isEqualTo("8 EiB");
    }

    @Test
    void namesBecomeWords() {
        assertThat(Text.words("distributionStrategy")).isEqualTo("Distribution strategy");
        assertThat(Text.words("LICENSED")).isEqualTo("Licensed");
        assertThat(Text.words("FROM_FIRST_USE")).isEqualTo("From first use");
        assertThat(Text.words("support-agent")).isEqualTo("Support agent");
    }

    @Test
    void timesAreInUtc() {
        Instant time = Instant.parse("2026-11-22T05:31:09.123456Z");

        assertThat(Text.time(time)).isEqualTo("2026-11-22 05:31 UTC");
        assertThat(Text.machineTime(time)).isEqualTo("2026-11-22T05:31:09Z");
    }

    @Test
    void detailsThatGoOnFromANameFollowTheLabel() {
        assertThat(Text.about("Your password", "is too short")).isEqualTo("Your password is too short.");
        assertThat(Text.about("Your password", "Access denied")).isEqualTo("Access denied");
    }
}
