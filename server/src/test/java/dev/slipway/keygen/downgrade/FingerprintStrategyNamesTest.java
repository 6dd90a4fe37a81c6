package dev.slipway.keygen.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintStrategyNamesTest {
    private final Downgrade downgrade = new FingerprintStrategyNames();

    @Test
    void namesStrategiesAfterTheFingerprint() {
        var policy = Example.resource("policies", """
                'machineUniquenessStrategy':'UNIQUE_PER_LICENSE','machineMatchingStrategy':'MATCH_ANY',
                'machineLeasingStrategy':'PER_USER'""");

        assertThat(Example.rewritten(downgrade, policy)).isEqualTo(Example.resource("policies", """
                'fingerprintUniquenessStrategy':'UNIQUE_PER_LICENSE','fingerprintMatchingStrategy':'MATCH_ANY',
                'machineLeasingStrategy':'PER_USER'"""));
    }

    @Test
    void leavesOtherResourcesAlone() {
        assertThat(downgrade.concerns(Example.resource("licenses", "'machineMatchingStrategy':null")))
                .isFalse();
    }
}
