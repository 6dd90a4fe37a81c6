package dev.slipway.keygen.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SnakeCaseMetadataTest {
    private final Downgrade downgrade = new SnakeCaseMetadata();

    @Test
    void writesInnerNamesInSnakeCase() {
        var product = Example.resource("products", """
                'metadata':{'gitSha':'f','buildInfo':{'builtBy':'CI','aBC':{'xY':1}},'theHosts':[{'hostName':'h'},'aB']}""");

        assertThat(Example.rewritten(downgrade, product)).isEqualTo(Example.resource("products", """
                'metadata':{'gitSha':'f','buildInfo':{'built_by':'CI','a_b_c':{'x_y':1}},'theHosts':[{'host_name':'h'},'aB']}"""));
    }

    @Test
    void isNotConcernedWhereNothingIsNested() {
        assertThat(downgrade.concerns(Example.resource("products", "'metadata':{'gitSha':'aB'}")))
                .isFalse();
        assertThat(downgrade.concerns(Example.resource("products", "'metadata':{'gitSha':{'plain':[1,null,'aB']}}")))
                .isFalse();
        assertThat(downgrade.concerns(Example.resource("products", "'metadata':{}")))
                .isFalse();
        assertThat(downgrade.concerns(Example.resource("tokens", ""))).isFalse();
    }

    @Test
    void leavesOtherAttributesAlone() {
        assertThat(downgrade.concerns(Example.resource("releases", "'semver':{'inCamel':{'caseIs':1}}")))
                .isFalse();
    }
}
