package dev.slipway.keygen.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcurrentPolicyTest {
    private final Downgrade downgrade = new ConcurrentPolicy();

    @ParameterizedTest
    @CsvSource({"NO_OVERAGE,false", "ALWAYS_ALLOW_OVERAGE,true", "ALLOW_1_5X_OVERAGE,true"})
    void isConcurrentWhereOverageIsAllowed(String strategy, boolean concurrent) {
        var policy = Example.resource("policies", "'overageStrategy':'%s'".formatted(strategy));

        assertThat(Example.rewritten(downgrade, policy))
                .isEqualTo(Example.resource(
                        "policies", "'overageStrategy':'%s','concurrent':%s".formatted(strategy, concurrent)));
    }

    @Test
    void leavesOtherResourcesAlone() {
        assertThat(downgrade.concerns(Example.resource("licenses", "'overageStrategy':null")))
                .isFalse();
    }
}
