package dev.slipway.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.version.PessimisticConstraint.Flaw;
import dev.slipway.version.PessimisticConstraint.FlawException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PessimisticConstraintTest {
    private static final int ROUNDS = 20_000;

    private final RandomVersions versions = RandomVersions.seeded();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1     | stable | 1.0.0          | true
                    1     | stable | 1.9.9          | true
                    1     | stable | 0.9.9          | false
                    1     | stable | 2.0.0          | false
                    1     | stable | 1.0.0+b1       | true
                    1     | stable | 1.5.0-beta.1   | false
                    1     | beta   | 1.5.0-beta.1   | true
                    1     | beta   | 1.5.0-alpha.1  | true
                    1     | beta   | 1.0.0-beta     | true
                    1     | beta   | 1.0.0-alpha.9  | false
                    1     | beta   | 1.0.0          | true
                    1     | beta   | 2.0.0-beta.1   | false
                    1     | alpha  | 2.0.0-alpha    | false
                    1.2   | stable | 1.2.0          | true
                    1.2   | stable | 1.1.9          | false
                    1.2   | stable | 1.9.0          | true
                    1.2   | stable | 2.0.0          | false
                    1.2   | rc     | 1.2.0-rc.1     | true
                    1.2   | rc     | 1.2.0-beta.1   | false
                    1.2   | rc     | 1.3.0-rc.1     | true
                    1.2.3 | stable | 1.2.3          | true
                    1.2.3 | stable | 1.2.2          | false
                    1.2.3 | stable | 1.2.11         | true
                    1.2.3 | stable | 1.3.0          | false
                    1.2.3 | stable | 1.2.4-rc.1     | false
                    1.2.3 | beta   | 1.2.3-beta.1   | true
                    1.2.3 | beta   | 1.2.3-alpha.1  | false
                    1.2.3 | beta   | 1.2.4-beta.1   | true
                    1.2.3 | beta   | 1.2.3          | true
                    1.2.3 | beta   | 1.3.0-beta.1   | false
                    1.2.3 | beta   | 2.2.3          | false
                    0     | dev    | 0.0.0-dev      | true
                    0     | dev    | 0.0.0-dev.1    | true
                    0     | dev    | 0.0.0-alpha.1  | false
                    9223372036854775807     | stable | 9223372036854775807.0.0 | true
                    1.9223372036854775807.0 | stable | 1.9223372036854775807.7 | true
                    """)
    void keepsWithinWhatItNames(String constraint, String channel, String version, boolean allowed)
            throws FlawException {
        assertThat(PessimisticConstraint.parse(constraint)
                        .allows(SemVer.parse(version), Channel.parse(channel).orElseThrow()))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
                    7         | 7 | none | none
                    7.0       | 7 | 0    | none
                    7.01.2    | 7 | 1    | 2
                    """)
    void readsUpToThreeNumbers(String text, long major, Long minor, Long patch) throws FlawException {
        assertThat(PessimisticConstraint.parse(text)).isEqualTo(new PessimisticConstraint(major, minor, patch));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "v1",
                "1.",
                "1.2.",
                "1.2.3.4",
                "~1",
                ">=1",
                "1 ",
                "-1",
                "1.x",
                "9223372036854775808"
            })
    void refusesWhatIsNoVersion(String text) {
        assertThat(flawOf(text)).isEqualTo(Flaw.NOT_A_VERSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-beta", "1.2-beta.1", "1.2.3-rc", "1.2.3-rc+b"})
    void refusesAPrerelease(String text) {
        assertThat(flawOf(text)).isEqualTo(Flaw.HAS_PRERELEASE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1+b", "1.2+b.1", "1.2.3+b-1"})
    void refusesABuild(String text) {
        assertThat(flawOf(text)).isEqualTo(Flaw.HAS_BUILD);
    }

    @Test
    void hasNoPatchWithoutAMinorNumber() {
        assertThatThrownBy(() -> new PessimisticConstraint(1, null, 2L)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A model that says the same by two bounds: from the least version to below the lowest prerelease of the next one. */
    @Test
    void isTheRangeBetweenTwoVersions() {
        List<Channel> channels = List.of(Channel.values());
        List<Boolean> answers = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            SemVer named = versions.semVer();
            if (named.major() == Long.MAX_VALUE || named.minor() == Long.MAX_VALUE) {
                continue;
            }
            SemVer version = versions.near(named);
            int parts = 1 + round % 3;
            Channel channel = channels.get(round / 3 % channels.size());
            PessimisticConstraint constraint = new PessimisticConstraint(
                    named.major(), parts > 1 ? named.minor() : null, parts > 2 ? named.patch() : null);
            SemVer from = new SemVer(
                    named.major(),
                    parts > 1 ? named.minor() : 0,
                    parts > 2 ? named.patch() : 0,
                    channel == Channel.STABLE ? null : channel.key(),
                    null);
            SemVer to = parts > 2
                    ? new SemVer(named.major(), named.minor() + 1, 0, "0", null)
                    : new SemVer(named.major() + 1, 0, 0, "0", null);
            boolean expected = SemVer.SEMVER_ORDER.compare(version, from) >= 0
                    && SemVer.SEMVER_ORDER.compare(version, to) < 0
                    && (channel != Channel.STABLE || version.prerelease() == null);
            assertThat(constraint.allows(version, channel))
                    .as(versions.describe(constraint, channel, version))
                    .isEqualTo(expected);
            answers.add(expected);
        }
        assertThat(answers).contains(true, false);
    }

    private static Flaw flawOf(String text) {
        return catchThrowableOfType(FlawException.class, () -> PessimisticConstraint.parse(text))
                .flaw();
    }
}
