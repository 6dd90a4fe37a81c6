package dev.slipway.keygen.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArtifactKeyTest {
    private final Downgrade downgrade = new ArtifactKey();

    @Test
    void callsTheFileNameTheKey() {
        assertThat(Example.rewritten(downgrade, Example.resource("artifacts", "'filename':'cli/a.dmg'")))
                .isEqualTo(Example.resource("artifacts", "'filename':'cli/a.dmg','key':'cli/a.dmg'"));
    }

    @Test
    void leavesOtherResourcesAlone() {
        assertThat(downgrade.concerns(Example.resource("releases", "'filename':'a'")))
                .isFalse();
    }
}
