package dev.slipway.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SemVerTest {

    private static final List<String> LIST_ORDER = List.of(
            "1.0.0-alpha",
            "1.0.0-alpha+001",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta+exp.sha.6",
            "1.0.0-beta+exp.sha.5114f85",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "1.0.0+20130313144700",
            "1.0.0+21AF26D3",
            "1.0.1",
            "1.0.11",
            "1.1.3",
            "1.1.21",
            "2.0.0",
            "11.0.0");

    private static final List<String> PRECEDENCE = List.of(
            "0.9.9",
            "1.0.0-1",
            "1.0.0-99999999999999999999.a",
            "1.0.0-100000000000000000000.a",
            "1.0.0-alpha",
            "1.0.0-alpha+b",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc",
            "1.0.0-rc.1",
            "1.0.0-rc-1",
            "1.0.0",
            "1.0.0+2",
            "1.0.0+10",
            "1.0.0+b",
            "1.0.0+b.1",
            "1.0.1-dev.1",
            "1.0.1");

    @ParameterizedTest
    @CsvSource({
        "3.0.0-dev.9+build.93214, 3.0.0-dev.9+build.93214",
        "2.1, 2.1.0",
        "2.1., 2.1.0",
        "2, 2.0.0",
        "2., 2.0.0",
        "01.002.0003, 1.2.3",
        "007, 7.0.0",
        "1.2.3-RC.01+Build.007, 1.2.3-RC.01+Build.007",
        "1.2.3--+-, 1.2.3--+-",
        "1.2.3-alpha..1, 1.2.3-alpha..1",
        "9223372036854775807.0.0, 9223372036854775807.0.0",
        "00000000000000000000000000000000001.0.0, 1.0.0",
    })
    void readsAndPrints(String written, String printed) {
        assertThat(SemVer.parse(written).text()).isEqualTo(printed);
    }

    @Test
    void givesItsParts() {
        assertThat(SemVer.parse("3.1.2-dev.9+build.93214")).isEqualTo(new SemVer(3, 1, 2, "dev.9", "build.93214"));
        assertThat(SemVer.parse("3.1.2")).isEqualTo(new SemVer(3, 1, 2, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "v1.2.3",
                "1.2.3.4",
                "1.2-beta",
                "1-beta",
                "1.2+b",
                "1.2.3.",
                "1..2",
                "2..",
                ".1",
                "1.2.3-",
                "1.2.3+",
                "1.2.3-beta+",
                "1.2.3-be_ta",
                "1.2.3+b+c",
                "1.2.3-ä",
                "-1.2.3",
                " 1.2.3",
                "1.2.3 ",
                "1.2.3\n",
                "1.2.3-beta\n",
                "١.٢.٣",
                "1.2.x",
                "latest"
            })
    void refusesWhatIsNoVersion(String text) {
        assertThat(reasonFor(text)).isEqualTo(VersionException.Reason.INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808.0.0",
                "1.9223372036854775808",
                "99999999999999999999",
                "1.2.99999999999999999999",
                "1.2.3-beta.9223372036854775808",
                "1.2.3+9223372036854775808",
                "1.2.3-99999999999999999999"
            })
    void refusesNumbersBeyond64Bits(String text) {
        assertThat(reasonFor(text)).isEqualTo(VersionException.Reason.TOO_LARGE);
    }

    @Test
    void refusesATextBeyond255Characters() {
        assertThat(SemVer.parse("1.2.3-" + "a".repeat(249)).text()).hasSize(255);
        assertThat(reasonFor("1.2.3-" + "a".repeat(250))).isEqualTo(VersionException.Reason.TOO_LARGE);
    }

    @Test
    void refusesPartsThatNoTextCanHold() {
        for (Runnable construction : List.<Runnable>of(
                () -> new SemVer(-1, 0, 0, null, null),
                () -> new SemVer(0, -1, 0, null, null),
                () -> new SemVer(0, 0, -1, null, null),
                () -> new SemVer(1, 0, 0, "", null),
                () -> new SemVer(1, 0, 0, null, "a+b"))) {
            assertThat(reasonOf(construction)).isEqualTo(VersionException.Reason.INVALID);
        }
    }

    @Test
    void doesNotRepeatTheRefusedText() {
        VersionException refusal = catchThrowableOfType(VersionException.class, () -> SemVer.parse("hunter2!"));
        assertThat(refusal).hasMessageNotContaining("hunter2");
    }

    @Test
    void ordersListsAsTheContractDoes() {
        assertSorts(LIST_ORDER, Comparator.naturalOrder());
        assertSorts(LIST_ORDER, Comparator.comparing(SemVer::sortKey));
    }

    @Test
    void ordersByPrecedence() {
        assertSorts(PRECEDENCE, SemVer.SEMVER_ORDER);
        assertSorts(PRECEDENCE, Comparator.comparing(SemVer::semverKey));
    }

    @Test
    void ranksAPrereleaseThatIsOnlyANumberAboveTheFinalVersionInListsAndBelowByPrecedence() {
        assertThat(SemVer.parse("1.0.0-5")).isGreaterThan(SemVer.parse("1.0.0"));
        assertThat(SemVer.parse("1.0.0-5")).isLessThan(SemVer.parse("1.0.0-6"));
        assertThat(SemVer.SEMVER_ORDER.compare(SemVer.parse("1.0.0-5"), SemVer.parse("1.0.0")))
                .isNegative();
    }

    @Test
    void holdsEqualInListsWhatDiffersOnlyInSeparatorsOrLeadingZeros() {
        assertThat(SemVer.parse("1.0.0-beta-011")).isEqualByComparingTo(SemVer.parse("1.0.0-beta.11"));
        assertThat(SemVer.parse("1.0.0-beta-011").sortKey())
                .isEqualTo(SemVer.parse("1.0.0-beta.11").sortKey());
        assertThat(SemVer.parse("1.0.0-beta-011")).isNotEqualTo(SemVer.parse("1.0.0-beta.11"));
    }

    @ParameterizedTest
    @CsvSource({
        // 1 to 3: a greater number, whatever follows it
        "2.0.0-alpha, 1.9.9",
        "1.3.0, 1.2.9+b9",
        "1.2.4-dev.1, 1.2.3",
        // 4: from a prerelease to the final version, with or without build
        "1.0.0, 1.0.0-rc.1",
        "1.0.0+b, 1.0.0-rc",
        // 5: a greater prerelease word
        "1.0.0-beta, 1.0.0-alpha.9",
        "1.0.0-rc.1, 1.0.0-beta.2+b",
        // 6: a greater or new prerelease number
        "1.0.0-rc.11, 1.0.0-rc.2",
        "1.0.0-rc.1, 1.0.0-rc",
        "1.0.0-rc.0, 1.0.0-rc+b9",
        // 7: a greater or new build word between equally numbered prereleases
        "1.0.0-rc.1+b2, 1.0.0-rc.1+b1",
        "1.0.0-rc.1+b2, 1.0.0-rc.1",
        "1.0.0-rc.1+b, 1.0.0-rc.1+5",
        // 8: a greater or new build number after an equal build word
        "1.0.0-rc.1+b.10, 1.0.0-rc.1+b.9",
        "1.0.0-rc.1+b.1, 1.0.0-rc.1+b",
    })
    void isNewer(String candidate, String base) {
        assertThat(SemVer.parse(candidate).isNewerThan(SemVer.parse(base))).isTrue();
        assertThat(SemVer.parse(base).isNewerThan(SemVer.parse(candidate))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1.0.0, 1.0.0",
        "1.0.0+b2, 1.0.0",
        "1.0.0+b2, 1.0.0+b1",
        "1.0.0+2, 1.0.0+1",
        "1.0.0-rc+b2, 1.0.0-rc",
        "1.0.0-rc+b2, 1.0.0-rc+b1",
        "1.0.0-rc.1+2, 1.0.0-rc.1+1",
        "1.0.0-rc.1+2, 1.0.0-rc.1",
        "1.0.0-6, 1.0.0-5",
        "1.0.0, 1.0.0-5",
        "1.0.0-5, 1.0.0",
        "1.0.0-5, 1.0.0-rc.1",
        "1.0.0-rc.1, 1.0.0-5",
    })
    void isNewerInNeitherDirection(String one, String other) {
        assertThat(SemVer.parse(one).isNewerThan(SemVer.parse(other))).isFalse();
        assertThat(SemVer.parse(other).isNewerThan(SemVer.parse(one))).isFalse();
    }

    private static void assertSorts(List<String> ascending, Comparator<SemVer> order) {
        List<SemVer> expected = ascending.stream().map(SemVer::parse).toList();
        List<SemVer> shuffled = new ArrayList<>(expected);
        Collections.shuffle(shuffled, new Random(7));
        shuffled.sort(order);
        assertThat(shuffled).isEqualTo(expected);
    }

    private static VersionException.@Nullable Reason reasonFor(String text) {
        return reasonOf(() -> SemVer.parse(text));
    }

    private static VersionException.@Nullable Reason reasonOf(Runnable action) {
        VersionException refusal = catchThrowableOfType(VersionException.class, action::run);
        return refusal == null ? null : refusal.reason();
    }
}
