package dev.slipway.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class VersionSchemeTest {

    @Test
    void readsVersionsOfItsOwnGrammarOnly() {
        assertThat(VersionScheme.SEMVER.parse("1.2.3-rc.1")).isEqualTo(SemVer.parse("1.2.3-rc.1"));
        assertThat(VersionScheme.DOTTED.parse("1.2.3.4")).isEqualTo(DottedVersion.parse("1.2.3.4"));
        assertThatExceptionOfType(VersionException.class).isThrownBy(() -> VersionScheme.SEMVER.parse("1.2.3.4"));
        assertThatExceptionOfType(VersionException.class).isThrownBy(() -> VersionScheme.DOTTED.parse("1.2.3-rc.1"));
    }

    @Test
    void isFoundByItsExactName() {
        assertThat(VersionScheme.named("SEMVER")).contains(VersionScheme.SEMVER);
        assertThat(VersionScheme.named("DOTTED")).contains(VersionScheme.DOTTED);
        assertThat(VersionScheme.named("semver")).isEmpty();
    }
}
