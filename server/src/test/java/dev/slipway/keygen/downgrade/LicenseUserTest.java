package dev.slipway.keygen.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LicenseUserTest {
    private final Downgrade downgrade = new LicenseUser();

    @Test
    void callsTheOwnerTheUser() {
        var license = Example.resource("licenses", "7", "", """
                'owner':{'links':{'related':'/v1/accounts/A/licenses/7/owner'},'data':{'type':'users','id':'U'}}""");

        assertThat(Example.rewritten(downgrade, license)).isEqualTo(Example.resource("licenses", "7", "", """
                'user':{'links':{'related':'/v1/accounts/A/licenses/7/user'},'data':{'type':'users','id':'U'}}"""));
    }

    @Test
    void keepsNobodyNobody() {
        var license = Example.resource("licenses", "7", "", """
                'owner':{'links':{'related':'/v1/accounts/A/licenses/7/owner'},'data':null}""");

        assertThat(Example.rewritten(downgrade, license)).isEqualTo(Example.resource("licenses", "7", "", """
                'user':{'links':{'related':'/v1/accounts/A/licenses/7/user'},'data':null}"""));
    }

    @Test
    void saysThatTheUserIsNotKnown() {
        assertThat(Example.rewrittenError(downgrade, 422, """
                        {'code':'OWNER_NOT_FOUND','source':{'pointer':'/data/relationships/owner'}}""")).isEqualTo(Example.json("""
                        {'code':'USER_NOT_FOUND','source':{'pointer':'/data/relationships/user'}}"""));
    }

    @Test
    void leavesOtherErrorsAlone() {
        String error = "{'code':'POLICY_NOT_FOUND','source':{'pointer':'/data/relationships/policy'}}";

        assertThat(Example.rewrittenError(downgrade, 422, error)).isEqualTo(Example.json(error));
    }

    @Test
    void leavesOtherResourcesAlone() {
        assertThat(downgrade.concerns(Example.resource("users", "'owner':null")))
                .isFalse();
    }
}
