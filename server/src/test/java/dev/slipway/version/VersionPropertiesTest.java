package dev.slipway.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Laws that must hold for any versions, since the database relies on them without asking this code again. */
class VersionPropertiesTest {

    private static final int ROUNDS = 20_000;

    private final RandomVersions versions = RandomVersions.seeded();

    @Test
    void ordersListsTotally() {
        obeysTheLawsOfATotalOrder(Comparator.naturalOrder());
    }

    @Test
    void ordersByPrecedenceTotally() {
        obeysTheLawsOfATotalOrder(SemVer.SEMVER_ORDER);
    }

    @Test
    void sortsListKeysAsItComparesVersions() {
        keysFollow(Comparator.naturalOrder(), SemVer::sortKey);
    }

    @Test
    void sortsPrecedenceKeysAsItComparesVersions() {
        keysFollow(SemVer.SEMVER_ORDER, SemVer::semverKey);
    }

    @Test
    void sortsDottedKeysAsItComparesVersions() {
        int equalPairs = 0;
        for (int round = 0; round < ROUNDS; round++) {
            DottedVersion left = versions.dotted();
            DottedVersion right = versions.dotted();
            int order = Integer.signum(left.compareTo(right));
            assertThat(Integer.signum(right.compareTo(left)))
                    .as(versions.describe(left, right))
                    .isEqualTo(-order);
            assertThat(compareBytes(left.sortKey(), right.sortKey()))
                    .as(versions.describe(left, right))
                    .isEqualTo(order);
            equalPairs += order == 0 ? 1 : 0;
        }
        assertThat(equalPairs).as("equal pairs met").isPositive();
    }

    @Test
    void placesWhateverIsNewerHigherInTheList() {
        int newerPairs = 0;
        for (int round = 0; round < ROUNDS; round++) {
            SemVer base = versions.semVer();
            SemVer candidate = versions.near(base);
            if (candidate.isNewerThan(base)) {
                newerPairs++;
                assertThat(compareBytes(candidate.sortKey(), base.sortKey()))
                        .as(versions.describe(base, candidate))
                        .isEqualTo(1);
            }
        }
        assertThat(newerPairs).as("newer pairs met").isGreaterThan(ROUNDS / 100);
    }

    @Test
    void readsItsOwnTextAgain() {
        for (int round = 0; round < ROUNDS; round++) {
            SemVer version = versions.semVer();
            assertThat(SemVer.parse(version.text())).isEqualTo(version);
            assertThat(SemVer.parse(version.text()).text()).isEqualTo(version.text());
            DottedVersion dotted = versions.dotted();
            assertThat(DottedVersion.parse(dotted.text()).text()).isEqualTo(dotted.text());
        }
    }

    @Test
    void projectsADottedVersionIntoItsChannelAndBack() {
        for (int round = 0; round < ROUNDS; round++) {
            DottedVersion dotted = versions.dotted();
            for (Channel channel : Channel.values()) {
                SemVer projected = dotted.toSemVer(channel, channel.key());
                assertThat(channel.violations(projected)).isEmpty();
                assertThat(projected.toDotted().orElseThrow())
                        .as(versions.describe(dotted, projected))
                        .isEqualByComparingTo(dotted);
            }
        }
    }

    @Test
    void keepsTheDottedOrderInsideAChannelUnlessOnlyAZeroIsAdded() {
        for (int round = 0; round < ROUNDS; round++) {
            DottedVersion left = versions.dotted();
            DottedVersion right = versions.dotted();
            int projected = left.toSemVer(Channel.DEV, "nightly").compareTo(right.toSemVer(Channel.DEV, "nightly"));
            int order = left.compareTo(right);
            if (order != 0) {
                assertThat(Integer.signum(projected))
                        .as(versions.describe(left, right))
                        .isEqualTo(Integer.signum(order));
            }
        }
    }

    private void keysFollow(Comparator<SemVer> order, Function<SemVer, String> key) {
        int equalPairs = 0;
        // Such pairs are rare: it goes on until it met one.
        for (int round = 0; round < ROUNDS || (equalPairs == 0 && round < 100 * ROUNDS); round++) {
            SemVer left = versions.semVer();
            SemVer right = round % 4 == 0 ? versions.semVer() : versions.near(left);
            int expected = Integer.signum(order.compare(left, right));
            assertThat(compareBytes(key.apply(left), key.apply(right)))
                    .as(versions.describe(left, right))
                    .isEqualTo(expected);
            equalPairs += expected == 0 && !left.equals(right) ? 1 : 0;
        }
        assertThat(equalPairs).as("pairs met that differ only in writing").isPositive();
    }

    private void obeysTheLawsOfATotalOrder(Comparator<SemVer> order) {
        for (int round = 0; round < ROUNDS; round++) {
            SemVer first = versions.semVer();
            SemVer second = versions.near(first);
            SemVer third = versions.near(second);
            String description = versions.describe(first, second, third);
            assertThat(order.compare(first, first)).as(description).isZero();
            int firstToSecond = Integer.signum(order.compare(first, second));
            int secondToThird = Integer.signum(order.compare(second, third));
            assertThat(Integer.signum(order.compare(second, first)))
                    .as(description)
                    .isEqualTo(-firstToSecond);
            int firstToThird = Integer.signum(order.compare(first, third));
            if (firstToSecond == 0) {
                assertThat(firstToThird).as(description).isEqualTo(secondToThird);
            } else if (secondToThird == 0 || secondToThird == firstToSecond) {
                assertThat(firstToThird).as(description).isEqualTo(firstToSecond);
            }
        }
    }

    private static int compareBytes(String left, String right) {
        assertThat(left + right).isPrintable().matches("\\p{ASCII}*");
        return Integer.signum(Arrays.compareUnsigned(
                left.getBytes(StandardCharsets.US_ASCII), right.getBytes(StandardCharsets.US_ASCII)));
    }
}
