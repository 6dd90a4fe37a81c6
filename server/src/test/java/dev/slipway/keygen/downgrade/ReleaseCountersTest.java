package dev.slipway.keygen.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.ClassicFiles;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReleaseCountersTest {
    private final Downgrade downgrade = new ReleaseCounters();

    @Test
    void showsCountersThatAreKnown() {
        var background = new Background(Map.of(), Map.of("1", new ClassicFiles.Counters(1337, 42)), Map.of());

        assertThat(Example.rewritten(downgrade, Example.resource("releases", "'name':'N'"), background))
                .isEqualTo(Example.resource("releases", "'name':'N','downloads':1337,'upgrades':42"));
    }

    @Test
    void showsNothingOfCountersThatAreHidden() {
        assertThat(Example.rewritten(downgrade, Example.resource("releases", "'name':'N'")))
                .isEqualTo(Example.resource("releases", "'name':'N'"));
    }

    @Test
    void leavesOtherResourcesAlone() {
        assertThat(downgrade.concerns(Example.resource("products", ""))).isFalse();
    }
}
