package dev.slipway.keygen.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ArtifactProductTest {
    private final Downgrade downgrade = new ArtifactProduct();

    @Test
    void leadsToTheProduct() {
        var background = new Background(Map.of(), Map.of(), Map.of("1", "P"));

        assertThat(Example.rewritten(downgrade, Example.resource("artifacts", ""), background))
                .isEqualTo(Example.resource("artifacts", "1", "", """
                        'product':{'links':{'related':'/v1/accounts/A/products/P'},'data':{'type':'products','id':'P'}}"""));
    }

    @Test
    void leadsNowhereOnceTheArtifactIsGone() {
        assertThat(Example.rewritten(downgrade, Example.resource("artifacts", "")))
                .isEqualTo(Example.resource("artifacts", ""));
    }

    @Test
    void leavesOtherResourcesAlone() {
        assertThat(downgrade.concerns(Example.resource("releases", ""))).isFalse();
    }
}
