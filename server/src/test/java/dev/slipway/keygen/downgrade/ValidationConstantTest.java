package dev.slipway.keygen.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class ValidationConstantTest {
    private final Downgrade downgrade = new ValidationConstant();

    @ParameterizedTest
    @CsvSource({"VALID, true, true", "EXPIRED, true, true", "TOO_MANY_USERS, true, false", "SUSPENDED, false, false"})
    void isOnlyValidByTwoConstants(String code, boolean valid, boolean then) {
        ObjectNode document =
                Example.json("{'data':null,'meta':{'valid':%s,'code':'%s','nonce':1}}".formatted(valid, code));

        assertThat(downgrade.concernsWhole(document)).isTrue();
        downgrade.rewriteWhole(document);

        assertThat(document)
                .isEqualTo(Example.json(
                        "{'data':null,'meta':{'valid':%s,'nonce':1,'constant':'%s'}}".formatted(then, code)));
    }

    @Test
    void leavesOtherDocumentsAlone() {
        assertThat(downgrade.concernsWhole(Example.json("{'data':[],'meta':{'code':'X'}}")))
                .isFalse();
        assertThat(downgrade.concernsWhole(Example.json("{'data':[]}"))).isFalse();
    }
}
