package dev.slipway.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionConstraintTest {

    /** The contract's upgrade vectors, answered with this package's parts alone. */
    @ParameterizedTest
    @CsvSource({
        "1.5.0, stable, 1.0, 1.6.0 1.7.0 2.0.0, 1.7.0",
        "2.0.0, stable, 2.1.0, 2.1.9 2.9.0 3.0.0, 2.1.9",
        "1.0.0, beta, , 1.7.0 2.0.0-alpha.1, 1.7.0",
        "1.8.0-alpha.2, beta, , 1.8.0-beta.1 2.0.0-alpha.1, 1.8.0-beta.1",
        "1.0.0, alpha, , 2.0.0-alpha.1, 2.0.0-alpha.1",
        "1.0.0-beta.1, beta, 1-beta, 1.0.0-beta.3 1.0.0, 1.0.0-beta.3",
        "1.0.0+p1, stable, 1+p1, 1.0.1+p1 1.2.0+p2, 1.0.1+p1",
        "3.0.1-dev.1, dev, , 3.1.0 3.1.0-rc.1,",
        "3.0.1-dev.1, dev, , 3.1.0-dev.1, 3.1.0-dev.1",
        "3.0.1-beta.1, beta, , 3.1.0-alpha.1 3.0.2, 3.0.2",
    })
    void narrowsAnUpgrade(
            String base, String channelKey, @Nullable String constraint, String available, @Nullable String answer) {
        Channel channel = Channel.parse(channelKey).orElseThrow();
        assertThat(Stream.of(available.split(" ", -1))
                        .map(SemVer::parse)
                        .filter(candidate -> channel.includes().contains(channelOf(candidate)))
                        .filter(candidate -> candidate.isNewerThan(SemVer.parse(base)))
                        .filter(candidate -> constraint == null
                                || VersionConstraint.parse(constraint).allows(candidate))
                        .max(Comparator.naturalOrder())
                        .map(SemVer::text)
                        .orElse(null))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1.0.0",
        "1, 1.99.99-beta+b",
        "1.2, 1.2.0",
        "1.2, 1.3.0",
        "1.2.3, 1.2.3",
        "1.2.3, 1.2.4",
        "1-beta, 1.5.0-beta",
        "1-beta, 1.5.0-beta.3",
        "1.0-beta.2, 1.5.0-beta.2",
        "1-2, 1.0.0-beta.2",
        "1+p1, 1.0.0+p1",
        "1+p1, 1.0.0+p1.5",
        "1+5, 1.0.0+5",
        "1+5, 1.0.0+p1.5",
        "1.2.3-rc.1+b.2, 1.2.9-rc.1+b.2",
        "01.02, 1.2.0",
    })
    void allows(String constraint, String version) {
        assertThat(VersionConstraint.parse(constraint).allows(SemVer.parse(version)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.9.0",
        "1, 2.0.0",
        "1.2, 1.1.9",
        "1.2, 2.2.0",
        "1.2.3, 1.2.2",
        "1.2.3, 1.3.3",
        "1.2.3, 2.2.3",
        "1-beta, 1.5.0",
        "1-beta, 1.5.0-rc",
        "1-beta, 1.5.0-beta.x",
        "1.0-beta.2, 1.5.0-beta.3",
        "1.0-beta.2, 1.5.0-beta",
        "1+p1, 1.0.0",
        "1+p1, 1.0.0+p2",
        "1+5, 1.0.0+6",
    })
    void refuses(String constraint, String version) {
        assertThat(VersionConstraint.parse(constraint).allows(SemVer.parse(version)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "!=", ">", "<", ">=", "<=", "~", "~>"})
    void ignoresTheOperator(String operator) {
        assertThat(VersionConstraint.parse(operator + "1.2-beta")).isEqualTo(VersionConstraint.parse("1.2-beta"));
    }

    @Test
    void givesItsParts() {
        assertThat(VersionConstraint.parse("1.2.3-rc.4+b.5"))
                .isEqualTo(new VersionConstraint(1, 2L, 3L, new Tag("rc", 4L), new Tag("b", 5L)));
        assertThat(VersionConstraint.parse("1")).isEqualTo(new VersionConstraint(1, null, null, Tag.NONE, Tag.NONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "v1",
                "1.",
                "1.2.",
                "1.2.3.4",
                "==1",
                "=>1",
                "^1",
                "1-",
                "1+",
                "1.x",
                "1 ",
                "1\n",
                "1-a_b",
                ">=",
                "9223372036854775808",
                "1-9223372036854775808"
            })
    void refusesWhatIsNoConstraint(String text) {
        VersionException refusal = catchThrowableOfType(VersionException.class, () -> VersionConstraint.parse(text));
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo(VersionException.Reason.INVALID);
    }

    @Test
    void refusesAPatchWithoutAMinorNumber() {
        assertThatExceptionOfType(VersionException.class)
                .isThrownBy(() -> new VersionConstraint(1, null, 3L, Tag.NONE, Tag.NONE));
    }

    private static Channel channelOf(SemVer version) {
        String word = version.prereleaseTag().word();
        return word == null ? Channel.STABLE : Channel.parse(word).orElseThrow();
    }
}
