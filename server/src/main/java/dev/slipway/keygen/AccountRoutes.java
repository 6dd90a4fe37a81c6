package dev.slipway.keygen;

import dev.slipway.keygen.downgrade.ApiVersion;
import dev.slipway.model.Account;
import dev.slipway.model.Permission;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/** {@code /accounts/{account}}: above all the public key that answers are verified with. */
public final class AccountRoutes {

    /** Adds the endpoints to the view. */
    public void register(KeygenView view) {
        view.onAccount("GET", this::show);
    }

    private Answer show(Context context) {
        context.caller().require(Permission.ACCOUNT_READ);
        return Answer.ok(Documents.of(render(context.account())));
    }

    /** An account as clients see it. */
    static ObjectNode render(Account account) {
        // Clients decode the value twice: base64, then hex.
        String verifyKey =
                Base64.getEncoder().encodeToString(account.verifyKey().getBytes(StandardCharsets.US_ASCII));
        ObjectNode meta = Json.NODES.objectNode();
        meta.putObject("keys").put("ed25519", verifyKey);
        String version = account.apiVersion() == null ? ApiVersion.NEWEST.text() : account.apiVersion();
        return new Resource(account.id(), "accounts", account.id(), "")
                .attribute("name", account.name())
                .attribute("slug", account.slug())
                .attribute("apiVersion", version)
                .attribute("status", "SUBSCRIBED")
                .attribute("protected", account.isProtected())
                .times(account.created(), account.updated())
                .toMany("products")
                .toMany("releases")
                .toMany("artifacts")
                .toMany("policies")
                .toMany("users")
                .toMany("licenses")
                .toMany("tokens")
                .selfLink()
                .meta(meta)
                .build();
    }
}
