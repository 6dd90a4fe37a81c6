package dev.slipway.keygen.downgrade;

import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Up to 1.7 one code stands for all that can be wrong with an e-mail address and a password one signs in with. */
final class PasswordProblem implements Downgrade {
    private static final int UNAUTHORIZED = 401;
    private static final Set<String> NEWER = Set.of(
            "EMAIL_REQUIRED", "EMAIL_INVALID", "PASSWORD_REQUIRED", "PASSWORD_INVALID", "PASSWORD_NOT_SUPPORTED");

    @Override
    public ApiVersion newest() {
        return ApiVersion.V1_7;
    }

    @Override
    public void rewriteError(ObjectNode error, int status) {
        // With other statuses, the same codes speak of a user's attributes.
        if (status == UNAUTHORIZED && NEWER.contains(error.path("code").stringValue(""))) {
            error.put("code", "CREDENTIALS_INVALID").put("detail", "email and password must be valid");
        }
    }
}
