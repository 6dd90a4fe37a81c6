package dev.slipway.keygen.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordProblemTest {
    private final Downgrade downgrade = new PasswordProblem();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EMAIL_REQUIRED",
                "EMAIL_INVALID",
                "PASSWORD_REQUIRED",
                "PASSWORD_INVALID",
                "PASSWORD_NOT_SUPPORTED"
            })
    void tellsNoMoreThanThatTheCredentialsAreWrong(String code) {
        String error = "{'title':'Unauthorized','detail':'d','code':'%s'}".formatted(code);

        assertThat(Example.rewrittenError(downgrade, 401, error)).isEqualTo(Example.json("""
                {'title':'Unauthorized','detail':'email and password must be valid','code':'CREDENTIALS_INVALID'}"""));
    }

    @Test
    void leavesOtherErrorsAlone() {
        String attribute = "{'code':'EMAIL_INVALID','source':{'pointer':'/data/attributes/email'}}";
        String token = "{'code':'TOKEN_INVALID'}";
        String bare = "{'title':'Unauthorized'}";

        assertThat(Example.rewrittenError(downgrade, 422, attribute)).isEqualTo(Example.json(attribute));
        assertThat(Example.rewrittenError(downgrade, 401, token)).isEqualTo(Example.json(token));
        assertThat(Example.rewrittenError(downgrade, 401, bare)).isEqualTo(Example.json(bare));
    }
}
