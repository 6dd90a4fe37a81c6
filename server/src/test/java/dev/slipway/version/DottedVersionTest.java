package dev.slipway.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DottedVersionTest {

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.2.3", "1.2.3.4", "0.0", "01.002.0003", "2147483647.0.0.2147483647"})
    void keepsTheTextAsSent(String text) {
        assertThat(DottedVersion.parse(text).text()).isEqualTo(text);
    }

    @Test
    void givesItsParts() {
        DottedVersion version = DottedVersion.parse("01.20.3");
        assertThat(version.partCount()).isEqualTo(3);
        assertThat(version.part(0)).isEqualTo(1);
        assertThat(version.part(1)).isEqualTo(20);
        assertThat(version.part(2)).isEqualTo(3);
        assertThat(version.part(3)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3.4.5",
                "1.",
                "1..2",
                ".1.2",
                "1.2.",
                "v1.2",
                "1.2-beta",
                "1.2+3",
                "1.-2",
                "1. 2",
                " 1.2",
                "1.2 ",
                "1.2\n",
                "1.a",
                "1,2",
                "١.٢"
            })
    void refusesWhatIsNoDottedVersion(String text) {
        assertThat(reasonFor(text)).isEqualTo(VersionException.Reason.INVALID);
    }

    @Test
    void refusesNumbersAndTextsBeyondTheirLimits() {
        assertThat(reasonFor("1.2147483648")).isEqualTo(VersionException.Reason.TOO_LARGE);
        assertThat(reasonFor("99999999999999999999.0")).isEqualTo(VersionException.Reason.TOO_LARGE);
        assertThat(reasonFor("0".repeat(254) + ".1")).isEqualTo(VersionException.Reason.TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource({"1.9, 1.10", "1.2, 1.2.0.1", "1.2.3.9, 1.3", "9.9.9.9, 10.0", "1.009, 1.10"})
    void comparesNumbersAndNotText(String lesser, String greater) {
        assertThat(DottedVersion.parse(lesser)).isLessThan(DottedVersion.parse(greater));
        assertThat(DottedVersion.parse(lesser).sortKey())
                .isLessThan(DottedVersion.parse(greater).sortKey());
    }

    @Test
    void countsAMissingPartAsZero() {
        for (String text : new String[] {"1.2.0", "1.2.0.0", "01.2"}) {
            assertThat(DottedVersion.parse(text)).isEqualByComparingTo(DottedVersion.parse("1.2"));
            assertThat(DottedVersion.parse(text).sortKey())
                    .isEqualTo(DottedVersion.parse("1.2").sortKey());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3.5, 1.2.3.5, false",
        "1.2.3.4, 1.2.3.5, true",
        "1.2.3, 1.2.3.4, false",
        "1.2, 1.2.3.4, false",
        "1.2, 1.3.0.1, true",
        "1.2.3, 1.2.4, true",
        "1.2.3.0, 1.2.3, false",
        "2.0, 1.9.9.9, false",
        "1.9, 1.10, true",
    })
    void offersAnUpdateByThePartsThatWereSent(String sent, String newest, boolean isUpdate) {
        assertThat(DottedVersion.parse(newest).isUpdateFor(DottedVersion.parse(sent)))
                .isEqualTo(isUpdate);
    }

    @ParameterizedTest
    @CsvSource({
        "1.2, STABLE, stable, 1.2.0",
        "1.2.3.4, STABLE, stable, 1.2.3+4",
        "1.2.3.4, BETA, beta, 1.2.3-beta+4",
        "1.2.3.4, DEV, nightly, 1.2.3-dev.nightly+4",
        "1.2.3, BETA, Beta, 1.2.3-beta",
        "1.2.3, DEV, dev, 1.2.3-dev",
        "1.2.3.0, STABLE, stable, 1.2.3+0",
        "01.02.03.04, RC, rc, 1.2.3-rc+4",
        "1.2, DEV, Night Build_7!, 1.2.0-dev.NightBuild7",
        "1.2, DEV, ночь, 1.2.0-dev",
        "1.2, BETA, preview, 1.2.0-beta.preview",
        "1.2, STABLE, production, 1.2.0",
        "1.2, DEV, build-12345678901234567890123, 1.2.0-dev.build-123456789012345678",
    })
    void showsAsASemanticVersion(String dotted, Channel channel, String channelName, String semantic) {
        SemVer projected = DottedVersion.parse(dotted).toSemVer(channel, channelName);
        assertThat(projected.text()).isEqualTo(semantic);
        assertThat(channel.violations(projected)).isEmpty();
    }

    @Test
    void shortensAChannelNameThatNoVersionCanHold() {
        assertThat(DottedVersion.parse("1.2")
                        .toSemVer(Channel.DEV, "n".repeat(1000))
                        .text())
                .isEqualTo("1.2.0-dev." + "n".repeat(64));
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3, 1.2.3",
        "1.2.3+4, 1.2.3.4",
        "1.2.3+004, 1.2.3.4",
        "1.2.3-beta.7, 1.2.3.7",
        "1.2.3-beta, 1.2.3.0",
        "1.2.3-rc.1, 1.2.3.1",
        "1.2.3-alpha.1, 1.2.3.1",
        "1.2.3-dev.1, 1.2.3.1",
        "1.2.3-beta+4, 1.2.3.4",
        "2147483647.0.0-rc.2147483647, 2147483647.0.0.2147483647",
    })
    void readsAnExactSemanticVersion(String semantic, String dotted) {
        assertThat(SemVer.parse(semantic).toDotted()).contains(DottedVersion.parse(dotted));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3+b4", "1.2.3+b.4", "1.2.3+1.2", "1.2.3-beta.1.2", "1.2.3-beta.1+2", "1.2.3-beta+x",
                "1.2.3-beta1", "1.2.3-beta-1", "1.2.3-beta..1", "1.2.3-beta.", "1.2.3-Beta.1", "1.2.3-dev.nightly",
                "1.2.3-stable", "1.2.3-5", "1.2.3-.", "2147483648.0.0", "1.2147483648.0", "1.2.2147483648",
                "1.2.3+2147483648", "1.2.3-rc.2147483648"
            })
    void findsNoExactDottedForm(String semantic) {
        assertThat(SemVer.parse(semantic).toDotted()).isEmpty();
    }

    @Test
    void separatesUpdatesFromAllOthersByALimitKey() {
        Random random = new Random(Long.getLong("slipway.test.seed", System.nanoTime()));
        for (int i = 0; i < 20_000; i++) {
            DottedVersion sent = anyVersion(random);
            DottedVersion other = anyVersion(random);
            assertThat(other.sortKey().compareTo(sent.limitKey()) > 0)
                    .as("%s for %s", other, sent)
                    .isEqualTo(other.isUpdateFor(sent));
            assertThat(sent.limitKey(sent.partCount())).isEqualTo(sent.limitKey());
            String major = sent.limitKey(1);
            assertThat(other.sortKey().compareTo(major) > 0).isEqualTo(other.part(0) > sent.part(0));
            SemVer semantic = new SemVer(other.part(0), other.part(1), other.part(2), null, null);
            assertThat(other.sortKey()).startsWith(semantic.coreKey());
            assertThat(semantic.sortKey()).startsWith(semantic.coreKey());
        }
    }

    private static DottedVersion anyVersion(Random random) {
        int[] numbers = {0, 0, 1, 2, 9, 10, 99, 100, Integer.MAX_VALUE};
        return DottedVersion.parse(IntStream.range(0, 2 + random.nextInt(3))
                .mapToObj(i -> String.valueOf(numbers[random.nextInt(numbers.length)]))
                .collect(Collectors.joining(".")));
    }

    private static VersionException.@Nullable Reason reasonFor(String text) {
        VersionException refusal = catchThrowableOfType(VersionException.class, () -> DottedVersion.parse(text));
        return refusal == null ? null : refusal.reason();
    }
}
