package dev.slipway.keygen.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeasingStrategyNameTest {
    private final Downgrade downgrade = new LeasingStrategyName();

    @Test
    void namesTheLeasingOfProcessesLeasing() {
        var policy = Example.resource("policies", "'processLeasingStrategy':'PER_USER','machineLeasingStrategy':null");

        assertThat(Example.rewritten(downgrade, policy))
                .isEqualTo(Example.resource("policies", "'machineLeasingStrategy':null,'leasingStrategy':'PER_USER'"));
    }

    @Test
    void leavesOtherResourcesAlone() {
        assertThat(downgrade.concerns(Example.resource("licenses", "'processLeasingStrategy':null")))
                .isFalse();
    }
}
