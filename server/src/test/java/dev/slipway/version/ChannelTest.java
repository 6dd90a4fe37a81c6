package dev.slipway.version;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest {

    @ParameterizedTest
    @EnumSource
    void readsItsOwnKey(Channel channel) {
        assertThat(channel.key()).isLowerCase();
        assertThat(Channel.parse(channel.key())).contains(channel);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Stable", "BETA", "nightly", " rc"})
    void knowsNoOtherKey(String key) {
        assertThat(Channel.parse(key)).isEmpty();
    }

    @Test
    void includesMoreFinishedChannelsButDevStandsAlone() {
        assertThat(Channel.STABLE.includes()).containsExactly(Channel.STABLE);
        assertThat(Channel.RC.includes()).containsExactly(Channel.STABLE, Channel.RC);
        assertThat(Channel.BETA.includes()).containsExactly(Channel.STABLE, Channel.RC, Channel.BETA);
        assertThat(Channel.ALPHA.includes()).containsExactly(Channel.STABLE, Channel.RC, Channel.BETA, Channel.ALPHA);
        assertThat(Channel.DEV.includes()).containsExactly(Channel.DEV);
    }

    @ParameterizedTest
    @CsvSource({
        "STABLE, 1.0.0",
        "STABLE, 1.0.0+beta",
        "RC, 1.0.0-rc",
        "BETA, 1.0.0-beta",
        "BETA, 1.0.0-beta.1",
        "BETA, 1.0.0-beta1",
        "BETA, 1.0.0-beta-x+b",
        "ALPHA, 1.0.0-alpha.beta",
        "DEV, 1.0.0-dev.nightly",
    })
    void acceptsAVersionThatSuits(Channel channel, String version) {
        assertThat(channel.violations(SemVer.parse(version))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0-beta.1", "1.0.0-rc", "1.0.0-foo", "1.0.0-."})
    void refusesAPrereleaseInStable(String version) {
        assertThat(Channel.STABLE.violations(SemVer.parse(version)))
                .containsExactly("version does not match stable channel (expected x.y.z got " + version + ")");
    }

    @ParameterizedTest
    @CsvSource({
        "BETA, 1.0.0",
        "BETA, 1.0.0+beta.1",
        "BETA, 1.0.0-alpha.1",
        "BETA, 1.0.0-Beta.1",
        "BETA, 1.0.0-xbeta",
        "RC, 1.0.0-beta",
        "ALPHA, 1.0.0-foo",
        "DEV, 1.0.0",
    })
    void refusesAnythingElseInAPrereleaseChannel(Channel channel, String version) {
        assertThat(channel.violations(SemVer.parse(version)))
                .containsExactly("version does not match prerelease channel (expected x.y.z-" + channel.key()
                        + ".n got " + version + ")");
    }

    @Test
    void namesTheVersionAsItIsStored() {
        assertThat(Channel.RC.violations(SemVer.parse("02")))
                .containsExactly("version does not match prerelease channel (expected x.y.z-rc.n got 2.0.0)");
    }
}
